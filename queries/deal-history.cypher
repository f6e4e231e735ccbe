// How was a deal reported over time: stage, amount and words of every report?
// 一笔交易在历次报道中是怎样变化的？
// topic: deals
// $company: string = Manus -- one of the parties, by id or any of its names

MATCH (c:Entity)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
MATCH (i:Item)-[report:REPORTS]->(d:Deal)-[:PARTY]->(c)
WITH DISTINCT d, i, report
RETURN d.name AS deal, i.date AS date, report.stage AS stage, report.amount AS amount,
       report.currency AS currency, report.valuation AS valuation, report.evidence AS sentence, i.url AS url,
       d.id AS id, report.id AS report
ORDER BY id, date, report
