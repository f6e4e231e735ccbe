// Who goes public or has gone, and how far is it?
// 谁在上市或已经上市，进展如何？
// topic: deals
// $since: date = -- last reported on or after this day

MATCH (d:Deal {kind: 'ipo'})-[:PARTY {role: 'issuer'}]->(c:Entity)
WHERE d.last_seen >= $since
WITH DISTINCT d, c
OPTIONAL MATCH (i:Item)-[report:REPORTS]->(d)
WITH d, c, i, report ORDER BY i.date DESC, i.id, report.id
WITH d, c, head(collect({sentence: report.evidence, url: i.url})) AS latest
RETURN c.name AS issuer, c.name_zh AS issuer_zh, c.country AS country, c.sector AS sector, d.stage AS stage,
       d.date AS date, d.amount AS amount, d.currency AS currency, d.valuation AS valuation,
       latest.sentence AS sentence, latest.url AS url, d.id AS deal, c.id AS id
ORDER BY date DESC, deal, id
