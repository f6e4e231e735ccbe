// Which items mention both?
// 哪些新闻同时提到二者？
// topic: news
// $a: string = OpenAI -- one, by id or any of its names
// $b: string = 微软 -- the other, likewise

MATCH (a:Entity)
WITH a, [a.id, a.name, a.name_zh, a.name_en] + coalesce(a.aliases, []) + coalesce(a.former_ids, []) AS names
WHERE any(name IN names WHERE toLower(name) = toLower($a))
MATCH (b:Entity)
WITH a, b, [b.id, b.name, b.name_zh, b.name_en] + coalesce(b.aliases, []) + coalesce(b.former_ids, []) AS names
WHERE a <> b AND any(name IN names WHERE toLower(name) = toLower($b))
MATCH (a)<-[m:MENTIONS]-(i:Item)-[n:MENTIONS]->(b)
RETURN i.date AS date, i.name AS headline, a.name AS a, m.count AS times_a, b.name AS b, n.count AS times_b,
       i.host AS host, i.url AS url, i.id AS item, a.id AS a_id, b.id AS b_id
ORDER BY date DESC, item, a_id, b_id, m.id, n.id
