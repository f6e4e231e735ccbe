// Which investors back a company and a rival of it?
// 哪些投资方既投了这家公司，又投了它的竞争对手？
// topic: investors
// $company: string = xAI -- the company, by id or any of its names
// $peers: boolean = true -- whether companies of the same sector count as rivals too
// note: Rivals are companies that the news calls so, makers of products or models that compete with this company's,
// note: and, with peers, the companies of its sector; `because` says which.

MATCH (c:Company)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
CALL (c) {
  MATCH (c)-[:COMPETES_WITH]-(rival:Company)
  RETURN rival, 1 AS reason
  UNION
  MATCH (c)-[:DEVELOPS]->()-[:COMPETES_WITH]-(product)
  WITH DISTINCT product
  MATCH (product)<-[:DEVELOPS]-(rival:Company)
  RETURN rival, 2 AS reason
  UNION
  MATCH (rival:Company)
  WHERE $peers AND rival.sector = c.sector
  RETURN rival, 3 AS reason
}
WITH c, rival, min(reason) AS reason
WHERE rival <> c
WITH c, rival, CASE reason WHEN 1 THEN 'rivals' WHEN 2 THEN 'rival products' ELSE 'same sector' END AS because
MATCH (investor:Entity)-[theirs:INVESTS_IN]->(rival)
WHERE NOT theirs.status IN ['denied', 'ended']
MATCH (investor)-[mine:INVESTS_IN]->(c)
WHERE NOT mine.status IN ['denied', 'ended']
OPTIONAL MATCH (i:Item {id: mine.items[-1]})
OPTIONAL MATCH (j:Item {id: theirs.items[-1]})
RETURN investor.name AS investor, c.name AS company, mine.status AS status, rival.name AS rival, because,
       theirs.status AS rival_status, mine.evidence[-1] AS sentence, i.url AS url,
       theirs.evidence[-1] AS rival_sentence, j.url AS rival_url, mine.id AS fact, theirs.id AS rival_fact
ORDER BY investor, rival, fact, rival_fact
