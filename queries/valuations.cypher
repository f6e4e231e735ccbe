// At which valuation were companies last dealt in?
// 各公司最近一次交易对应的估值是多少？
// topic: deals
// $since: date = -- deals dated on or after this day
// $top: integer = 100 -- rows at most

MATCH (d:Deal)-[p:PARTY]->(c:Entity)
WHERE p.role IN ['investee', 'target', 'issuer'] AND d.valuation IS NOT NULL AND d.date >= $since
WITH DISTINCT c, d ORDER BY d.date DESC, d.id
WITH c, head(collect(d)) AS d, count(d) AS valued
RETURN d.currency AS currency, d.valuation AS valuation, c.name AS company, d.date AS date, d.stage AS stage,
       d.kind AS kind, d.round AS round, valued, d.id AS deal, c.id AS id
ORDER BY currency, valuation DESC, deal, id
LIMIT $top
