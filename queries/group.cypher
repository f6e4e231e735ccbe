// Who belongs to this group, and to whom does the company belong?
// 这家公司隶属于谁，旗下又有谁？
// topic: market
// $company: string = Alphabet -- a company of the group, by id or any of its names

MATCH (c:Entity)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
MATCH way = (c)-[:SUBSIDIARY_OF*1..3]-(member:Entity)
WITH c, member, min(length(way)) AS steps
MATCH (member)-[r:SUBSIDIARY_OF]-(next:Entity)
WITH c, member, steps, r, next ORDER BY next = c DESC, r.id
WITH c, member, steps, head(collect(r)) AS r
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN steps, startNode(r).name AS daughter, endNode(r).name AS parent, r.status AS status,
       r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, member.id AS id, c.id AS company_id
ORDER BY steps, id, company_id
