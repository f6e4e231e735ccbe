// Which founders come from which company?
// 哪些创业者出自哪家公司？
// topic: people
// $company: string = -- only alumni of this company, by id or any of its names; empty: all
// $top: integer = 100 -- rows at most

MATCH (old:Entity)<-[post:WORKS_AT]-(p:Person)-[founded:FOUNDED]->(c:Entity)
WHERE old <> c AND NOT post.status IN ['denied', 'planned', 'rumored'] AND founded.status <> 'denied'
  AND ($company = '' OR any(name IN [old.id, old.name, old.name_zh, old.name_en] + coalesce(old.aliases, [])
    WHERE toLower(name) = toLower($company)))
WITH old, post, p, founded, c, founded.last_seen AS last_seen, founded.id AS fact, post.id AS post_fact
ORDER BY last_seen DESC, fact, post_fact LIMIT $top
OPTIONAL MATCH (i:Item {id: founded.items[-1]})
RETURN old.name AS alma_mater, post.status AS post, p.name AS founder, p.name_zh AS founder_zh, c.name AS founded,
       founded.last_seen AS last_seen, founded.evidence[-1] AS sentence, i.url AS url, founded.id AS fact,
       post.id AS post_fact
ORDER BY last_seen DESC, fact, post_fact
