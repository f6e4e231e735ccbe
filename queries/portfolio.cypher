// What does this investor put money into?
// 这家投资方都投了谁？
// topic: investors
// $investor: string = 英伟达 -- the investor, by id or any of its names

MATCH (a:Entity)
WHERE toLower($investor) IN [toLower(a.id), toLower(a.name), toLower(a.name_zh), toLower(a.name_en)]
  OR any(name IN a.aliases WHERE toLower(name) = toLower($investor))
  OR any(name IN a.former_ids WHERE toLower(name) = toLower($investor))
MATCH (a)-[r:INVESTS_IN]->(c:Entity)
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN a.name AS investor, c.name AS company, c.sector AS sector, c.country AS country, r.status AS status,
       r.first_seen AS first_seen, r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
