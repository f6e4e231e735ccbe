// Which sectors raise money, how much and in which currency?
// 哪些行业在融资，各融了多少、什么币种？
// topic: deals
// $since: date = -- deals dated on or after this day
// note: Rounds that were neither cancelled nor only rumoured. A company without a known sector is left out.

MATCH (d:Deal {kind: 'funding'})-[p:PARTY {role: 'investee'}]->(c:Company)
WHERE d.amount IS NOT NULL AND d.currency IS NOT NULL AND c.sector IS NOT NULL AND d.date >= $since
  AND NOT d.stage IN ['cancelled', 'rumored']
WITH DISTINCT d, c ORDER BY c.name, c.id, d.id
WITH c.sector AS sector, d.currency AS currency, count(d) AS rounds, sum(d.amount) AS total,
     collect(DISTINCT c.name) AS companies
RETURN sector, currency, rounds, total, companies
ORDER BY sector, currency
