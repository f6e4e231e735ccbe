// Which items name this one, the latest first?
// 哪些新闻提到了它，最新的在前？
// topic: news
// $entity: string = DeepSeek -- by id or any of its names
// $since: date = -- from this day on
// $until: date = -- up to here, included

MATCH (e:Entity)
WHERE toLower($entity) IN [toLower(e.id), toLower(e.name), toLower(e.name_zh), toLower(e.name_en)]
  OR any(name IN e.aliases WHERE toLower(name) = toLower($entity))
  OR any(name IN e.former_ids WHERE toLower(name) = toLower($entity))
MATCH (i:Item)-[m:MENTIONS]->(e)
WHERE i.date >= $since AND left(i.date, size($until)) <= $until
RETURN i.date AS date, i.name AS headline, m.count AS times, i.host AS host, i.lang AS lang, i.url AS url,
       i.id AS item, e.id AS id
ORDER BY date DESC, item, id, m.id
