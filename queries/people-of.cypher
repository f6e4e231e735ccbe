// Who works at this company, or has worked there, in which post?
// 谁在这家公司任职或曾任职，担任什么职务？
// topic: people
// $company: string = 苹果 -- the company, by id or any of its names

MATCH (c:Entity)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
MATCH (p:Person)-[r:WORKS_AT|FOUNDED]->(c)
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN c.name AS company, p.name AS person, p.name_zh AS person_zh, type(r) AS relation, r.role AS role,
       r.status AS status, r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
