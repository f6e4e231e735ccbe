// What is a product or model built on, step by step, and who makes each part?
// 一款产品或模型建立在什么之上，每一环由谁提供？
// topic: market
// $product: string = ChatGPT -- the product or model, by id or any of its names
// $steps: integer = 3 -- how far to follow, 1 to 4

MATCH (p:Entity)
WITH p, [p.id, p.name, p.name_zh, p.name_en] + coalesce(p.aliases, []) + coalesce(p.former_ids, []) AS names
WHERE any(name IN names WHERE toLower(name) = toLower($product))
MATCH way = (p)-[:USES|VARIANT_OF*1..4]->(part:Entity)
WHERE length(way) <= $steps AND part <> p
WITH p, part, min(length(way)) AS step
OPTIONAL MATCH (maker:Entity)-[r:DEVELOPS]->(part)
WITH p, part, step, maker, r ORDER BY maker.name, maker.id
WITH p, part, step, collect(DISTINCT maker.name) AS makers, max(r.last_seen) AS last_seen
OPTIONAL MATCH (other:Entity)-[link:USES|VARIANT_OF]->(part)
WITH p, part, step, makers, last_seen, other, link ORDER BY other = p DESC, link.last_seen DESC, link.id
WITH p, part, step, makers, head(collect({by: other.name, how: type(link), sentence: link.evidence[-1]})) AS via
RETURN p.name AS product, step, part.name AS part,
       head([l IN labels(part) WHERE l IN ['Company', 'Institution', 'Person', 'Model', 'Product']]) AS kind,
       makers, via.by AS used_by, via.how AS relation, via.sentence AS sentence, part.id AS id, p.id AS product_id
ORDER BY step, part, id, product_id
