// How do two companies hang together, by the shortest chain of facts?
// 两家公司之间最短的关系链是什么？
// topic: graph
// $from: string = 迪士尼 -- where to start, by id or any of its names
// $to: string = 诺基亚 -- where to end, likewise
// $top: integer = 10 -- paths at most
// note: All paths of the least length, at most six facts long. Rivalry counts as a tie, and so does a fact that was
// note: denied or has ended: `statuses` says so.

MATCH (a:Entity)
WHERE toLower($from) IN [toLower(a.id), toLower(a.name), toLower(a.name_zh), toLower(a.name_en)]
  OR any(name IN a.aliases WHERE toLower(name) = toLower($from))
  OR any(name IN a.former_ids WHERE toLower(name) = toLower($from))
MATCH (b:Entity)
WHERE a <> b AND (toLower($to) IN [toLower(b.id), toLower(b.name), toLower(b.name_zh), toLower(b.name_en)]
  OR any(name IN b.aliases WHERE toLower(name) = toLower($to))
  OR any(name IN b.former_ids WHERE toLower(name) = toLower($to)))
MATCH p = allShortestPaths(
  (a)-[:ACQUIRES|INVESTS_IN|PARTNERS_WITH|CUSTOMER_OF|SUBSIDIARY_OF|DEVELOPS|VARIANT_OF|USES|COMPETES_WITH
      |FOUNDED|WORKS_AT|SUES|REGULATES*..6]-(b))
WITH p, reduce(way = '', r IN relationships(p) | way + r.id + ' ') AS way
RETURN length(p) AS steps, [n IN nodes(p) | n.name] AS names,
       [r IN relationships(p) | startNode(r).name + ' ' + type(r) + ' ' + endNode(r).name] AS facts,
       [r IN relationships(p) | r.status] AS statuses, [r IN relationships(p) | r.evidence[-1]] AS sentences, way
ORDER BY steps, way
LIMIT $top
