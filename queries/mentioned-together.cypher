// Which items mention both?
// 哪些新闻同时提到二者？
// topic: news
// $a: string = OpenAI -- one, by id or any of its names
// $b: string = 微软 -- the other, likewise

MATCH (a:Entity)
WHERE toLower($a) IN [toLower(a.id), toLower(a.name), toLower(a.name_zh), toLower(a.name_en)]
  OR any(name IN a.aliases WHERE toLower(name) = toLower($a))
  OR any(name IN a.former_ids WHERE toLower(name) = toLower($a))
MATCH (b:Entity)
WHERE a <> b AND (toLower($b) IN [toLower(b.id), toLower(b.name), toLower(b.name_zh), toLower(b.name_en)]
  OR any(name IN b.aliases WHERE toLower(name) = toLower($b))
  OR any(name IN b.former_ids WHERE toLower(name) = toLower($b)))
MATCH (a)<-[m:MENTIONS]-(i:Item)-[n:MENTIONS]->(b)
RETURN i.date AS date, i.name AS headline, a.name AS a, m.count AS times_a, b.name AS b, n.count AS times_b,
       i.host AS host, i.url AS url, i.id AS item, a.id AS a_id, b.id AS b_id
ORDER BY date DESC, item, a_id, b_id, m.id, n.id
