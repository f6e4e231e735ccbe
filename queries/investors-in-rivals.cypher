// Who puts money into the rivals of a company, and do they back the company too?
// 谁在投资这家公司的竞争对手，他们是否也投了这家公司？
// topic: investors
// $company: string = OpenAI -- the company, by id or any of its names
// note: Rivals are companies that the news calls so, and makers of what competes with its models or products.

MATCH (c:Company)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
CALL (c) {
  MATCH (c)-[:COMPETES_WITH]-(rival:Company)
  RETURN rival
  UNION
  MATCH (c)-[:DEVELOPS]->()-[:COMPETES_WITH]-(theirs)
  WITH DISTINCT theirs
  MATCH (theirs)<-[:DEVELOPS]-(rival:Company)
  RETURN rival
}
WITH DISTINCT c, rival
WHERE rival <> c
MATCH (investor:Entity)-[r:INVESTS_IN]->(rival)
WHERE investor <> c AND NOT r.status IN ['denied', 'ended']
WITH c, rival, investor, r, EXISTS { MATCH (investor)-[:INVESTS_IN]->(c) } AS backs_company_too
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN rival.name AS rival, investor.name AS investor, r.status AS status, backs_company_too,
       r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact, c.id AS company_id
ORDER BY rival, investor, fact, company_id
