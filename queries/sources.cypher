// Which hosts does the graph rest on?
// 这张图谱依据哪些信源？
// topic: trust
// $top: integer = 50 -- rows at most

MATCH (i:Item)
OPTIONAL MATCH (i)-[:REPORTS]->(d:Deal)
WITH coalesce(i.host, '') AS host, i, count(d) AS reports
WITH host, count(i) AS items, sum(reports) AS deal_reports, min(i.date) AS first, max(i.date) AS last
RETURN host, items, deal_reports, first, last
ORDER BY items DESC, host
LIMIT $top
