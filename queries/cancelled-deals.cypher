// Which deals were called off, and which sentence says so?
// 哪些交易告吹了，依据是哪句话？
// topic: deals
// $since: date = -- last reported on or after this day

MATCH (d:Deal {stage: 'cancelled'})
WHERE d.last_seen >= $since
OPTIONAL MATCH (d)-[p:PARTY]->(e:Entity)
WITH d, p, e ORDER BY p.role, e.name, e.id
WITH d, collect(p.role + ': ' + e.name) AS parties
OPTIONAL MATCH (i:Item)-[report:REPORTS]->(d) WHERE report.stage = 'cancelled'
WITH d, parties, i, report ORDER BY i.date DESC, i.id, report.id
WITH d, parties, head(collect({sentence: report.evidence, url: i.url})) AS latest
RETURN d.last_seen AS last_seen, d.kind AS kind, parties, d.amount AS amount, d.currency AS currency,
       latest.sentence AS sentence, latest.url AS url, d.id AS deal
ORDER BY last_seen DESC, deal
