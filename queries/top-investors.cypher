// Who backs the most companies?
// 谁投资的公司最多？
// topic: investors
// $since: date = -- reported on or after this day
// $top: integer = 25 -- rows at most
// note: Only what is stated or planned; rumours and what was denied or has ended are left out.

MATCH (investor:Entity)-[r:INVESTS_IN]->(c:Entity)
WHERE r.status IN ['asserted', 'planned'] AND r.last_seen >= $since
WITH investor, c, max(r.last_seen) AS seen ORDER BY seen DESC, c.id
WITH investor, count(c) AS backed, collect(c.name) AS companies, max(seen) AS latest
RETURN investor.name AS investor, investor.country AS country, investor.sector AS sector, backed, latest,
       companies, investor.id AS id
ORDER BY backed DESC, latest DESC, id
LIMIT $top
