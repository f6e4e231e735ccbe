// Which models are measured against which, and who makes them?
// 哪些模型被拿来互相比较，由谁开发？
// topic: models
// $model: string = -- only comparisons with this model, by id or any of its names; empty: all
// $top: integer = 100 -- rows at most

MATCH (a:Model)-[r:COMPETES_WITH]->(b:Model)
WHERE $model = '' OR any(name IN [a.id, a.name, a.name_zh, a.name_en] + coalesce(a.aliases, [])
    + [b.id, b.name, b.name_zh, b.name_en] + coalesce(b.aliases, [])
    WHERE toLower(name) = toLower($model))
WITH a, r, b, r.last_seen AS last_seen, r.id AS fact
ORDER BY last_seen DESC, fact LIMIT $top
OPTIONAL MATCH (maker_a:Entity)-[:DEVELOPS]->(a)
WITH a, r, b, maker_a ORDER BY maker_a.name, maker_a.id
WITH a, r, b, collect(DISTINCT maker_a.name) AS makers
OPTIONAL MATCH (maker_b:Entity)-[:DEVELOPS]->(b)
WITH a, r, b, makers, maker_b ORDER BY maker_b.name, maker_b.id
WITH a, r, b, makers, collect(DISTINCT maker_b.name) AS rival_makers
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN a.name AS model, makers, b.name AS rival, rival_makers, r.last_seen AS last_seen,
       r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
