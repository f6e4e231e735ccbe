// Which versions, sizes and editions belong to this model, and who makes them?
// 这个模型系列有哪些版本、尺寸，由谁开发？
// topic: models
// $model: string = GPT-5 -- the model or product, by id or any of its names

MATCH (m:Entity)
WHERE toLower($model) IN [toLower(m.id), toLower(m.name), toLower(m.name_zh), toLower(m.name_en)]
  OR any(name IN m.aliases WHERE toLower(name) = toLower($model))
  OR any(name IN m.former_ids WHERE toLower(name) = toLower($model))
MATCH way = (version:Entity)-[:VARIANT_OF*1..3]->(m)
WITH m, version, min(length(way)) AS depth
MATCH (version)-[r:VARIANT_OF]->(base:Entity)
WITH m, version, depth, r, base ORDER BY base = m DESC, r.last_seen DESC, r.id
WITH m, version, depth, head(collect(r)) AS r, head(collect(base.name)) AS base
OPTIONAL MATCH (maker:Entity)-[:DEVELOPS]->(version)
WITH m, version, depth, r, base, maker ORDER BY maker.name, maker.id
WITH m, version, depth, r, base, collect(DISTINCT maker.name) AS makers
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN m.name AS family, depth, version.name AS version, base, makers, version.first_seen AS first_seen,
       r.evidence[-1] AS sentence, i.url AS url, version.id AS id, m.id AS family_id
ORDER BY depth, first_seen DESC, id, family_id
