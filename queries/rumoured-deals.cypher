// Which deals are talked about and not announced?
// 哪些交易仍停留在传闻阶段？
// topic: trust
// $since: date = -- last reported on or after this day
// $top: integer = 100 -- rows at most

MATCH (d:Deal {stage: 'rumored'})
WHERE d.last_seen >= $since
WITH d ORDER BY d.last_seen DESC, d.id LIMIT $top
OPTIONAL MATCH (d)-[p:PARTY]->(e:Entity)
WITH d, p, e ORDER BY p.role, e.name, e.id
WITH d, collect(p.role + ': ' + e.name) AS parties
OPTIONAL MATCH (i:Item)-[report:REPORTS]->(d)
WITH d, parties, i, report ORDER BY i.date DESC, i.id, report.id
WITH d, parties, head(collect({sentence: report.evidence, url: i.url})) AS latest
RETURN d.first_seen AS since, d.last_seen AS last_seen, d.kind AS kind, parties, d.amount AS amount,
       d.currency AS currency, d.valuation AS valuation, d.source_count AS sources, latest.sentence AS sentence,
       latest.url AS url, d.id AS deal
ORDER BY last_seen DESC, deal
