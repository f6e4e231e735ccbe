// Which items name this one, the latest first?
// 哪些新闻提到了它，最新的在前？
// topic: news
// $entity: string = DeepSeek -- by id or any of its names
// $since: date = -- from this day on
// $until: date = -- up to here, included

MATCH (e:Entity)
WITH e, [e.id, e.name, e.name_zh, e.name_en] + coalesce(e.aliases, []) + coalesce(e.former_ids, []) AS names
WHERE any(name IN names WHERE toLower(name) = toLower($entity))
MATCH (i:Item)-[m:MENTIONS]->(e)
WHERE i.date >= $since AND left(i.date, size($until)) <= $until
RETURN i.date AS date, i.name AS headline, m.count AS times, i.host AS host, i.lang AS lang, i.url AS url,
       i.id AS item, e.id AS id
ORDER BY date DESC, item, id, m.id
