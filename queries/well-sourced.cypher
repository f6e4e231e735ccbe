// Which facts do several sources confirm?
// 哪些事实有多个信源佐证？
// topic: trust
// $sources: integer = 2 -- independent hosts at least
// $top: integer = 100 -- rows at most

MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.source_count >= $sources
RETURN a.name AS head, type(r) AS relation, b.name AS tail, r.status AS status, r.source_count AS sources,
       r.item_count AS items, r.first_seen AS first_seen, r.last_seen AS last_seen, r.evidence[-1] AS sentence,
       r.id AS fact
ORDER BY sources DESC, items DESC, fact
LIMIT $top
