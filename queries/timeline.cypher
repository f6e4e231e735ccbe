// What happened to this company, person, model or product, day by day?
// 这家公司、这个人、模型或产品身上发生了什么，按日期排列？
// topic: news
// $entity: string = OpenAI -- by id or any of its names
// $since: date = -- from this day on
// $until: date = -- up to here, included

MATCH (e:Entity)
WHERE toLower($entity) IN [toLower(e.id), toLower(e.name), toLower(e.name_zh), toLower(e.name_en)]
  OR any(name IN e.aliases WHERE toLower(name) = toLower($entity))
  OR any(name IN e.former_ids WHERE toLower(name) = toLower($entity))
CALL (e) {
  MATCH (e)-[r]-(other:Entity)
  UNWIND range(0, size(r.dates) - 1) AS k
  RETURN r.dates[k] AS date, r.id AS id, r.items[k] AS item, r.statuses[k] AS status, r.evidence[k] AS sentence,
         startNode(r).name + ' ' + type(r) + ' ' + endNode(r).name AS what
  UNION
  MATCH (e)<-[:PARTY]-(d:Deal)<-[report:REPORTS]-(i:Item)
  RETURN i.date AS date, d.id AS id, i.id AS item, report.stage AS status, report.evidence AS sentence,
         d.name AS what
}
WITH e, date, id, item, status, sentence, what
WHERE date >= $since AND left(date, size($until)) <= $until
OPTIONAL MATCH (i:Item {id: item})
RETURN date, what, status, sentence, i.url AS url, id AS fact_or_deal, item, e.id AS id
ORDER BY date DESC, fact_or_deal, item, id, sentence
