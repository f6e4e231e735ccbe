// Which companies are sued or regulated, themselves or for what they make?
// 哪些公司因自身或其产品被起诉、被监管？
// topic: law
// $since: date = -- reported on or after this day
// $top: integer = 50 -- rows at most

MATCH (from:Entity)-[r:SUES|REGULATES]->(hit:Entity)
WHERE r.last_seen >= $since AND NOT r.status IN ['denied', 'ended']
OPTIONAL MATCH (hit)<-[:DEVELOPS]-(maker:Company)
WITH from, r, hit, coalesce(maker, hit) AS c
WHERE c:Company
WITH DISTINCT c, from, r ORDER BY from.name, from.id
WITH c, collect(DISTINCT from.name) AS acting, count(DISTINCT r) AS actions, max(r.last_seen) AS latest
RETURN c.name AS company, actions, acting, latest, c.id AS id
ORDER BY actions DESC, latest DESC, id
LIMIT $top
