// Which rumours came true, and how long did it take?
// 哪些传闻后来被证实，用了多久？
// topic: trust
// $top: integer = 100 -- rows at most

MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.statuses[0] = 'rumored' AND r.status IN ['planned', 'asserted']
WITH a, r, b, [k IN range(1, size(r.statuses) - 1) WHERE r.statuses[k] IN ['planned', 'asserted']] AS later
WHERE size(later) > 0
WITH a, r, b, later[0] AS k, r.dates[later[0]] AS confirmed, r.id AS fact
ORDER BY confirmed DESC, fact LIMIT $top
OPTIONAL MATCH (i:Item {id: r.items[k]})
RETURN a.name AS head, type(r) AS relation, b.name AS tail, r.dates[0] AS rumoured, r.dates[k] AS confirmed,
       duration.inDays(date(r.dates[0]), date(r.dates[k])).days AS days, r.evidence[0] AS rumour,
       r.evidence[k] AS confirmation, i.url AS url, r.id AS fact
ORDER BY confirmed DESC, fact
