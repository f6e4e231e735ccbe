// Who competes with this company, itself or with its models and products?
// 谁与这家公司竞争，是公司之间还是模型、产品之间？
// topic: market
// $company: string = OpenAI -- the company, by id or any of its names

MATCH (c:Entity)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
CALL (c) {
  MATCH (c)-[r:COMPETES_WITH]-(theirs:Entity)
  RETURN c AS ours, r, theirs
  UNION
  MATCH (c)-[:DEVELOPS]->(ours:Entity)-[r:COMPETES_WITH]-(theirs:Entity)
  RETURN ours, r, theirs
}
OPTIONAL MATCH (theirs)<-[:DEVELOPS]-(maker:Entity)
WITH c, ours, r, theirs, maker ORDER BY maker.name, maker.id
WITH c, ours, r, theirs, collect(DISTINCT maker.name) AS makers
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN ours.name AS ours, theirs.name AS theirs, makers, r.status AS status, r.last_seen AS last_seen,
       r.evidence[-1] AS sentence, i.url AS url, r.id AS fact, c.id AS company_id
ORDER BY last_seen DESC, fact, company_id, ours
