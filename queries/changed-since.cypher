// What is new or has changed since this day: facts and deals?
// 从这一天起，有哪些新的或有变化的事实和交易？
// topic: news
// $since: date = 2026-01-01 -- the day
// $top: integer = 200 -- rows at most

CALL () {
  MATCH (a:Entity)-[r]->(b:Entity)
  WHERE r.last_seen >= $since
  WITH r, r.last_seen AS last_seen, r.id AS id ORDER BY last_seen DESC, id LIMIT $top
  WITH r, startNode(r) AS a, endNode(r) AS b, [k IN range(0, size(r.dates) - 1)
       WHERE r.dates[k] < $since | r.statuses[k]] AS before
  RETURN CASE WHEN r.first_seen >= $since THEN 'new' WHEN before[-1] <> r.status THEN 'changed' ELSE 'again' END
           AS change,
         a.name + ' ' + type(r) + ' ' + b.name AS what, before[-1] AS was, r.status AS status,
         r.last_seen AS last_seen, r.evidence[-1] AS sentence, r.items[-1] AS item, r.id AS id
  UNION
  MATCH (d:Deal)
  WHERE d.last_seen >= $since
  WITH d, d.last_seen AS last_seen, d.id AS id ORDER BY last_seen DESC, id LIMIT $top
  MATCH (i:Item)-[report:REPORTS]->(d)
  WITH d, i, report ORDER BY i.date, i.id, report.id
  WITH d, collect({stage: report.stage, date: i.date, item: i.id, sentence: report.evidence}) AS reports
  WITH d, reports, [one IN reports WHERE one.date < $since | one.stage] AS before
  RETURN CASE WHEN d.first_seen >= $since THEN 'new' WHEN before[-1] <> d.stage THEN 'changed' ELSE 'again' END
           AS change,
         d.name AS what, before[-1] AS was, d.stage AS status, d.last_seen AS last_seen,
         reports[-1].sentence AS sentence, reports[-1].item AS item, d.id AS id
}
WITH change, what, was, status, last_seen, sentence, item, id ORDER BY last_seen DESC, id LIMIT $top
OPTIONAL MATCH (i:Item {id: item})
RETURN change, what, was, status, last_seen, sentence, i.url AS url, id
ORDER BY last_seen DESC, id
