// What does the news name most often beside this one, and is a fact known between them?
// 新闻里最常与它一起出现的是谁，二者之间有已知关系吗？
// topic: news
// $entity: string = OpenAI -- by id or any of its names
// $top: integer = 25 -- rows at most

MATCH (e:Entity)
WHERE toLower($entity) IN [toLower(e.id), toLower(e.name), toLower(e.name_zh), toLower(e.name_en)]
  OR any(name IN e.aliases WHERE toLower(name) = toLower($entity))
  OR any(name IN e.former_ids WHERE toLower(name) = toLower($entity))
MATCH (e)<-[:MENTIONS]-(i:Item)-[:MENTIONS]->(other:Entity)
WHERE other <> e
WITH e, other, count(DISTINCT i) AS items, max(i.date) AS latest
ORDER BY items DESC, latest DESC, other.id, e.id LIMIT $top
OPTIONAL MATCH (e)-[r]-(other)
WITH e, other, items, latest, type(r) AS relation ORDER BY relation
WITH e, other, items, latest, collect(DISTINCT relation) AS relations
RETURN other.name AS name,
       head([l IN labels(other) WHERE l IN ['Company', 'Institution', 'Person', 'Model', 'Product']]) AS kind,
       items, latest, relations, other.id AS id, e.id AS entity_id
ORDER BY items DESC, latest DESC, id, entity_id
