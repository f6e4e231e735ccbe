// Which rumours did nothing confirm or deny so far, and how old are they?
// 哪些传闻至今未被证实或否认，传了多久？
// topic: trust
// $before: date = -- only rumours first heard before this day; empty: all
// $top: integer = 100 -- rows at most
// note: `days` counts from the first report to the last digest of the graph.

MATCH (newest:Digest)
WITH max(newest.date) AS today
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.status = 'rumored' AND ($before = '' OR r.first_seen < $before)
  AND NOT EXISTS { MATCH (a)-[s]->(b) WHERE type(s) = type(r) AND s.status <> 'rumored' }
WITH today, a, r, b, r.first_seen AS since, r.id AS fact
ORDER BY since, fact LIMIT $top
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN a.name AS head, type(r) AS relation, b.name AS tail, r.first_seen AS since,
       duration.inDays(date(r.first_seen), date(today)).days AS days, r.source_count AS sources,
       r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY since, fact
