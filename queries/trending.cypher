// Who is named more often since this day than before?
// 从这一天起，谁被提到得比以前更多？
// topic: news
// $since: date = 2025-12-10 -- the day between before and after
// $kind: string = -- Company, Institution, Person, Model or Product; empty: all
// $top: integer = 25 -- rows at most
// note: Items are counted, per item of the same time: a month with more news does not make everyone trend.

MATCH (i:Item)
WITH count(CASE WHEN i.date >= $since THEN 1 END) AS items_after,
     count(CASE WHEN i.date < $since THEN 1 END) AS items_before
MATCH (i:Item)-[:MENTIONS]->(e:Entity)
WHERE $kind = '' OR any(l IN labels(e) WHERE toLower(l) = toLower($kind))
WITH items_after, items_before, e, count(CASE WHEN i.date >= $since THEN 1 END) AS after,
     count(CASE WHEN i.date < $since THEN 1 END) AS before
WHERE after > 1 AND after * items_before > before * items_after
RETURN e.name AS name, e.name_zh AS name_zh,
       head([l IN labels(e) WHERE l IN ['Company', 'Institution', 'Person', 'Model', 'Product']]) AS kind,
       before, after, items_before, items_after, e.id AS id
ORDER BY after * items_before - before * items_after DESC, id
LIMIT $top
