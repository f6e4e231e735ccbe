// Which facts rest on a single source?
// 哪些事实只有一个信源？
// topic: trust
// $relation: string = -- only this relation (ACQUIRES, INVESTS_IN …); empty: all
// $since: date = -- reported on or after this day
// $top: integer = 100 -- rows at most

MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.source_count = 1 AND r.last_seen >= $since AND ($relation = '' OR type(r) = toUpper($relation))
WITH r, r.last_seen AS last_seen, r.id AS fact
ORDER BY last_seen DESC, fact LIMIT $top
WITH r, startNode(r) AS a, endNode(r) AS b
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN a.name AS head, type(r) AS relation, b.name AS tail, r.status AS status, r.confidence AS confidence,
       r.last_seen AS last_seen, i.host AS host, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
