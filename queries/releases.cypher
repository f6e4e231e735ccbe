// What did companies bring out, the newest first?
// 各公司推出了什么，最新的在前？
// topic: models
// $since: date = -- first reported on or after this day
// $until: date = -- first reported up to here, included
// $kind: string = -- Model or Product; empty: both
// $top: integer = 100 -- rows at most

MATCH (c:Entity)-[r:DEVELOPS]->(made:Entity)
WHERE r.first_seen >= $since AND left(r.first_seen, size($until)) <= $until
  AND ($kind = '' OR any(l IN labels(made) WHERE toLower(l) = toLower($kind)))
WITH c, r, made, r.first_seen AS date, r.id AS fact
ORDER BY date DESC, fact LIMIT $top
OPTIONAL MATCH (i:Item {id: r.items[0]})
RETURN r.first_seen AS date, c.name AS company, made.name AS made,
       head([l IN labels(made) WHERE l IN ['Model', 'Product']]) AS kind, r.status AS status,
       r.evidence[0] AS sentence, i.url AS url, r.id AS fact
ORDER BY date DESC, fact
