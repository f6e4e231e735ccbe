// What was in the news on this day, and which facts does each item state?
// 这一天有哪些新闻，每条新闻说了哪些事实？
// topic: news
// $date: date = 2025-12-03 -- a day, or a month as 2025-12

MATCH (i:Item)
WHERE left(i.date, size($date)) = $date
OPTIONAL MATCH (i)-[:MENTIONS]->(e:Entity)
WITH i, e ORDER BY e.item_count DESC, e.id
WITH i, collect(e.name) AS names
OPTIONAL MATCH (i)-[:REPORTS]->(d:Deal)
WITH i, names, d ORDER BY d.id
WITH i, names, collect(d.name) AS deals
OPTIONAL MATCH (g:Digest)-[c:CONTAINS]->(i)
RETURN i.date AS date, g.name AS digest, c.position AS position, i.name AS headline, names, deals, i.url AS url,
       i.id AS item, g.id AS digest_id
ORDER BY date, digest_id, position, item
