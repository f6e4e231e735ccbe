// How much money moved, by month, kind of deal and currency?
// 每个月各类交易涉及多少资金，分币种统计？
// topic: deals
// $kind: string = -- acquisition, funding, partnership, contract or ipo; empty: all
// $rumored: boolean = false -- whether rumoured deals count too
// $since: date = -- months from here on
// note: Each deal counts once, however many items report it. Currencies are never added up.

MATCH (d:Deal)
WHERE d.amount IS NOT NULL AND d.currency IS NOT NULL AND d.stage <> 'cancelled'
  AND ($rumored OR d.stage <> 'rumored') AND ($kind = '' OR d.kind = $kind) AND d.date >= $since
RETURN left(d.date, 7) AS month, d.kind AS kind, d.currency AS currency, count(*) AS deals,
       sum(d.amount) AS total, max(d.amount) AS largest
ORDER BY month DESC, kind, currency
