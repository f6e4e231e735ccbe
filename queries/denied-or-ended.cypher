// What was denied, and what is no longer so?
// 哪些说法被否认，哪些关系已经终止？
// topic: trust
// $since: date = -- reported on or after this day
// $top: integer = 100 -- rows at most

MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.status IN ['denied', 'ended'] AND r.last_seen >= $since
WITH r, r.last_seen AS last_seen, r.id AS fact
ORDER BY last_seen DESC, fact LIMIT $top
WITH r, startNode(r) AS a, endNode(r) AS b
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN a.name AS head, type(r) AS relation, b.name AS tail, r.status AS status, r.statuses AS statuses,
       r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
