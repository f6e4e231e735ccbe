// Which investors back a company and a rival of it?
// 哪些投资方既投了这家公司，又投了它的竞争对手？
// topic: investors
// $company: string = xAI -- the company, by id or any of its names
// $peers: boolean = true -- whether companies of the same sector count as rivals too
// note: Rivals are companies that the news calls so, makers of products or models that compete with this company's,
// note: and, with peers, the companies of its sector; `because` says which.

MATCH (c:Company)
WITH c, [c.id, c.name, c.name_zh, c.name_en] + coalesce(c.aliases, []) + coalesce(c.former_ids, []) AS names
WHERE any(name IN names WHERE toLower(name) = toLower($company))
MATCH (c)<-[mine:INVESTS_IN]-(investor:Entity)-[theirs:INVESTS_IN]->(rival:Company)
WHERE rival <> c AND NOT mine.status IN ['denied', 'ended'] AND NOT theirs.status IN ['denied', 'ended']
WITH c, investor, rival, mine, theirs,
     CASE WHEN EXISTS { MATCH (c)-[:COMPETES_WITH]-(rival) } THEN 'rivals'
          WHEN EXISTS { MATCH (c)-[:DEVELOPS]->()-[:COMPETES_WITH]-()<-[:DEVELOPS]-(rival) } THEN 'rival products'
          WHEN $peers AND c.sector = rival.sector THEN 'same sector' END AS because
WHERE because IS NOT NULL
OPTIONAL MATCH (i:Item {id: mine.items[-1]})
OPTIONAL MATCH (j:Item {id: theirs.items[-1]})
RETURN investor.name AS investor, c.name AS company, mine.status AS status, rival.name AS rival, because,
       theirs.status AS rival_status, mine.evidence[-1] AS sentence, i.url AS url,
       theirs.evidence[-1] AS rival_sentence, j.url AS rival_url, mine.id AS fact, theirs.id AS rival_fact
ORDER BY investor, rival, fact, rival_fact
