// Which purchases and investments cross a border?
// 哪些收购和投资是跨国的？
// topic: deals
// $country: string = -- only where this country (two letters, as in the graph) is on one side; empty: all
// $top: integer = 100 -- rows at most

MATCH (a:Entity)-[r:ACQUIRES|INVESTS_IN]->(b:Entity)
WHERE a.country <> b.country AND ($country = '' OR toLower($country) IN [toLower(a.country), toLower(b.country)])
WITH a, r, b, r.last_seen AS last_seen, r.id AS fact
ORDER BY last_seen DESC, fact LIMIT $top
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN a.country AS from_country, b.country AS to_country, a.name AS head, type(r) AS relation, b.name AS tail,
       r.status AS status, r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
