// Who puts money into the rivals of a company, and do they back the company too?
// 谁在投资这家公司的竞争对手，他们是否也投了这家公司？
// topic: investors
// $company: string = OpenAI -- the company, by id or any of its names
// note: Rivals are companies that the news calls so, and makers of what competes with its models or products.

MATCH (c:Company)
WITH c, [c.id, c.name, c.name_zh, c.name_en] + coalesce(c.aliases, []) + coalesce(c.former_ids, []) AS names
WHERE any(name IN names WHERE toLower(name) = toLower($company))
MATCH (rival:Company)
WHERE rival <> c AND (EXISTS { MATCH (c)-[:COMPETES_WITH]-(rival) }
  OR EXISTS { MATCH (c)-[:DEVELOPS]->()-[:COMPETES_WITH]-()<-[:DEVELOPS]-(rival) })
MATCH (investor:Entity)-[r:INVESTS_IN]->(rival)
WHERE investor <> c AND NOT r.status IN ['denied', 'ended']
WITH c, rival, investor, r, EXISTS { MATCH (investor)-[:INVESTS_IN]->(c) } AS backs_company_too
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN rival.name AS rival, investor.name AS investor, r.status AS status, backs_company_too,
       r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact, c.id AS company_id
ORDER BY rival, investor, fact, company_id
