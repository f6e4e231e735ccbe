// Who would be hit if this company stopped delivering: customers, users, what is built on it?
// 如果这家公司停止供应，谁会受影响？
// topic: market
// $company: string = 英伟达 -- the company, by id or any of its names
// $top: integer = 100 -- rows at most

MATCH (c:Entity)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
CALL (c) {
  MATCH (hit:Entity)-[r:CUSTOMER_OF]->(c)
  RETURN hit, r, c AS through, 1 AS steps
  UNION
  MATCH (hit:Entity)-[r:USES]->(through:Entity)<-[:DEVELOPS]-(c)
  WHERE hit <> c
  RETURN hit, r, through, 2 AS steps
  UNION
  MATCH (hit:Entity)-[r:CUSTOMER_OF]->(through:Entity)-[:CUSTOMER_OF]->(c)
  WHERE hit <> c
  RETURN hit, r, through, 2 AS steps
}
WITH DISTINCT hit, r, through, steps
WHERE NOT r.status IN ['denied', 'ended']
RETURN steps, hit.name AS hit, type(r) AS relation, through.name AS through, r.status AS status,
       r.last_seen AS last_seen, r.evidence[-1] AS sentence, r.id AS fact
ORDER BY steps, last_seen DESC, fact
LIMIT $top
