// Which models are the others most often measured against?
// 哪些模型最常被当作对标对象？
// topic: models
// $top: integer = 25 -- rows at most

MATCH (m:Model)-[r:COMPETES_WITH]-(other:Model)
WITH DISTINCT m, other ORDER BY other.name, other.id
WITH m, count(other) AS rivals, collect(other.name) AS against
RETURN m.name AS model, rivals, against, m.item_count AS items, m.id AS id
ORDER BY rivals DESC, items DESC, id
LIMIT $top
