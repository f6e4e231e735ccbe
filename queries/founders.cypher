// Who founded which company, and where do they work?
// 谁创立了哪家公司，又在哪里任职？
// topic: people
// $company: string = -- only this company, by id or any of its names; empty: all
// $top: integer = 100 -- rows at most

MATCH (founder:Entity)-[r:FOUNDED]->(c:Entity)
WHERE $company = '' OR any(name IN [c.id, c.name, c.name_zh, c.name_en] + coalesce(c.aliases, [])
    WHERE toLower(name) = toLower($company))
WITH founder, r, c, r.last_seen AS last_seen, r.id AS fact
ORDER BY last_seen DESC, fact LIMIT $top
OPTIONAL MATCH (founder)-[post:WORKS_AT]->(at:Entity)
WITH founder, r, c, post, at ORDER BY at.name, at.id, post.id
WITH founder, r, c, collect(at.name + ' (' + post.status + ')') AS posts
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN founder.name AS founder, founder.name_zh AS founder_zh, c.name AS company, posts, r.status AS status,
       r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
