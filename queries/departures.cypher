// Which companies lose people, and whom?
// 哪些公司流失人才，走的是谁？
// topic: people
// $since: date = -- reported on or after this day
// $top: integer = 50 -- rows at most

MATCH (p:Person)-[r:WORKS_AT {status: 'ended'}]->(c:Entity)
WHERE r.last_seen >= $since
WITH DISTINCT c, p, r ORDER BY p.name, p.id
WITH c, count(DISTINCT p) AS left_here, collect(DISTINCT p.name) AS people, max(r.last_seen) AS latest
RETURN c.name AS company, left_here, people, latest, c.id AS id
ORDER BY left_here DESC, latest DESC, id
LIMIT $top
