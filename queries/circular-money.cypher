// Who invests in its own customers or suppliers, so that money goes in a circle?
// 谁投资了自己的客户或供应商，使资金兜圈？
// topic: investors
// $company: string = -- only circles with this company, by id or any of its names; empty: all
// $top: integer = 100 -- rows at most

MATCH (investor:Entity)-[money:INVESTS_IN]->(c:Entity)-[trade:CUSTOMER_OF]-(investor)
WHERE NOT money.status IN ['denied', 'ended'] AND NOT trade.status IN ['denied', 'ended']
  AND ($company = '' OR any(name IN [investor.id, investor.name, investor.name_zh, investor.name_en]
    + coalesce(investor.aliases, []) + [c.id, c.name, c.name_zh, c.name_en] + coalesce(c.aliases, [])
    WHERE toLower(name) = toLower($company)))
WITH investor, money, c, trade,
     CASE WHEN startNode(trade) = c THEN 'sells to it' ELSE 'buys from it' END AS and_also
ORDER BY money.last_seen DESC, money.id, trade.id LIMIT $top
RETURN investor.name AS investor, c.name AS company, money.status AS investment, and_also,
       trade.status AS trade, money.evidence[-1] AS investment_sentence, trade.evidence[-1] AS trade_sentence,
       money.last_seen AS last_seen, money.id AS fact, trade.id AS trade_fact
ORDER BY last_seen DESC, fact, trade_fact
