// Which rounds did this company raise, from whom, at which valuation?
// 这家公司完成了哪些轮融资，投资方是谁，估值多少？
// topic: deals
// $company: string = Moonshot AI -- the company, by id or any of its names

MATCH (c:Entity)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
MATCH (d:Deal {kind: 'funding'})-[:PARTY {role: 'investee'}]->(c)
OPTIONAL MATCH (d)-[p:PARTY {role: 'investor'}]->(investor:Entity)
WITH d, c, p, investor ORDER BY investor.name, investor.id
WITH d, c, collect(investor.name) AS investors, collect(CASE WHEN p.lead THEN investor.name END) AS led_by
OPTIONAL MATCH (i:Item)-[report:REPORTS]->(d)
WITH d, c, investors, led_by, i, report ORDER BY i.date DESC, i.id, report.id
WITH d, c, investors, led_by, head(collect({sentence: report.evidence, url: i.url})) AS latest
RETURN c.name AS company, d.date AS date, d.round AS round, d.stage AS stage, d.amount AS amount,
       d.currency AS currency, d.valuation AS valuation, investors, led_by, latest.sentence AS sentence,
       latest.url AS url, d.id AS deal
ORDER BY date DESC, deal, company
