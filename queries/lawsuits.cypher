// Who sues whom?
// 谁起诉了谁？
// topic: law
// $about: string = -- only suits with this party, by id or any of its names; empty: all
// $top: integer = 100 -- rows at most

MATCH (plaintiff:Entity)-[r:SUES]->(defendant:Entity)
WHERE $about = '' OR any(name IN [plaintiff.id, plaintiff.name, plaintiff.name_zh, plaintiff.name_en]
    + coalesce(plaintiff.aliases, []) + [defendant.id, defendant.name, defendant.name_zh, defendant.name_en]
    + coalesce(defendant.aliases, [])
    WHERE toLower(name) = toLower($about))
WITH plaintiff, r, defendant, r.last_seen AS last_seen, r.id AS fact
ORDER BY last_seen DESC, fact LIMIT $top
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN plaintiff.name AS plaintiff, defendant.name AS defendant, r.status AS status, r.first_seen AS first_seen,
       r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
