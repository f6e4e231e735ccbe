// Who invests beside this investor, and in which companies?
// 谁常与这家投资方共同投资，投的是哪些公司？
// topic: investors
// $investor: string = NVIDIA -- the investor, by id or any of its names
// $top: integer = 50 -- rows at most

MATCH (a:Entity)
WHERE toLower($investor) IN [toLower(a.id), toLower(a.name), toLower(a.name_zh), toLower(a.name_en)]
  OR any(name IN a.aliases WHERE toLower(name) = toLower($investor))
  OR any(name IN a.former_ids WHERE toLower(name) = toLower($investor))
MATCH (a)-[r:INVESTS_IN]->(c:Entity)<-[s:INVESTS_IN]-(other:Entity)
WHERE other <> a AND NOT r.status IN ['denied', 'ended'] AND NOT s.status IN ['denied', 'ended']
WITH DISTINCT a, other, c ORDER BY c.name, c.id
WITH a, other, count(c) AS shared, collect(c.name) AS companies
RETURN a.name AS investor, other.name AS co_investor, shared, companies, other.id AS id, a.id AS investor_id
ORDER BY shared DESC, id, investor_id
LIMIT $top
