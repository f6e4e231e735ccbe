// Which deals is this company part of, in which role, and with whom?
// 这家公司参与了哪些交易，扮演什么角色，对手方是谁？
// topic: deals
// $company: string = OpenAI -- the company, by id or any of its names

MATCH (c:Entity)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
MATCH (d:Deal)-[part:PARTY]->(c)
OPTIONAL MATCH (d)-[other:PARTY]->(e:Entity) WHERE e <> c
WITH d, c, part, other, e ORDER BY other.role, e.name, e.id
WITH d, c, part, collect(other.role + ': ' + e.name) AS others
OPTIONAL MATCH (i:Item)-[report:REPORTS]->(d)
WITH d, c, part, others, i, report ORDER BY i.date DESC, i.id, report.id
WITH d, c, part, others, head(collect({sentence: report.evidence, url: i.url})) AS latest
RETURN d.date AS date, d.kind AS kind, d.stage AS stage, c.name AS company, part.role AS role, others,
       d.amount AS amount, d.currency AS currency, d.round AS round, latest.sentence AS sentence,
       latest.url AS url, d.id AS deal
ORDER BY date DESC, deal, role, company
