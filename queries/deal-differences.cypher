// About which deals do the reports disagree: stage, amount, currency or valuation?
// 哪些交易的各家报道互相矛盾（进展、金额、币种或估值）？
// topic: trust
// $top: integer = 50 -- deals at most

MATCH (i:Item)-[report:REPORTS]->(d:Deal)
WITH d, i, report ORDER BY i.date, i.id, report.id
WITH d, collect(DISTINCT report.stage) AS stages, collect(DISTINCT report.amount) AS amounts,
     collect(DISTINCT report.currency) AS currencies, collect(DISTINCT report.valuation) AS valuations,
     count(report) AS reports, collect(i.url) AS urls
WHERE size(stages) > 1 OR size(amounts) > 1 OR size(currencies) > 1 OR size(valuations) > 1
RETURN d.name AS deal, stages, amounts, currencies, valuations, reports, urls, d.last_seen AS last_seen, d.id AS id
ORDER BY last_seen DESC, id
LIMIT $top
