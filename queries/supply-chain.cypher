// What is a product or model built on, step by step, and who makes each part?
// 一款产品或模型建立在什么之上，每一环由谁提供？
// topic: market
// $product: string = ChatGPT -- the product or model, by id or any of its names
// $steps: integer = 3 -- how far to follow, 1 to 4

MATCH (p:Entity)
WHERE toLower($product) IN [toLower(p.id), toLower(p.name), toLower(p.name_zh), toLower(p.name_en)]
  OR any(name IN p.aliases WHERE toLower(name) = toLower($product))
  OR any(name IN p.former_ids WHERE toLower(name) = toLower($product))
CALL (p) {
  MATCH (p)-[:USES|VARIANT_OF]->(part:Entity)
  RETURN part, 1 AS away
  UNION
  MATCH (p)-[:USES|VARIANT_OF]->(one)
  WHERE $steps >= 2
  WITH DISTINCT one
  MATCH (one)-[:USES|VARIANT_OF]->(part:Entity)
  RETURN part, 2 AS away
  UNION
  MATCH (p)-[:USES|VARIANT_OF]->(one)
  WHERE $steps >= 3
  WITH DISTINCT one
  MATCH (one)-[:USES|VARIANT_OF]->(two)
  WITH DISTINCT two
  MATCH (two)-[:USES|VARIANT_OF]->(part:Entity)
  RETURN part, 3 AS away
  UNION
  MATCH (p)-[:USES|VARIANT_OF]->(one)
  WHERE $steps >= 4
  WITH DISTINCT one
  MATCH (one)-[:USES|VARIANT_OF]->(two)
  WITH DISTINCT two
  MATCH (two)-[:USES|VARIANT_OF]->(three)
  WITH DISTINCT three
  MATCH (three)-[:USES|VARIANT_OF]->(part:Entity)
  RETURN part, 4 AS away
}
WITH p, part, min(away) AS step
WHERE part <> p
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
