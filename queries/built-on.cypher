// What is built on this model or product, and who makes that?
// 哪些东西建立在这个模型或产品之上，由谁开发？
// topic: market
// $product: string = GPT-5 -- the model or product, by id or any of its names

MATCH (p:Entity)
WHERE toLower($product) IN [toLower(p.id), toLower(p.name), toLower(p.name_zh), toLower(p.name_en)]
  OR any(name IN p.aliases WHERE toLower(name) = toLower($product))
  OR any(name IN p.former_ids WHERE toLower(name) = toLower($product))
CALL (p) {
  MATCH (p)<-[r:USES|VARIANT_OF]-(user:Entity)
  RETURN p AS base, r, user
  UNION
  MATCH (p)<-[:VARIANT_OF*1..2]-(base:Entity)<-[r:USES]-(user:Entity)
  RETURN base, r, user
}
OPTIONAL MATCH (maker:Entity)-[:DEVELOPS]->(user)
WITH p, base, r, user, maker ORDER BY maker.name, maker.id
WITH p, base, r, user, collect(DISTINCT maker.name) AS makers
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN user.name AS user, type(r) AS relation, base.name AS base, makers, r.status AS status,
       r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact, p.id AS product_id
ORDER BY last_seen DESC, fact, product_id
