// Which are the largest deals in each currency?
// 按币种看，金额最大的交易是哪些？
// topic: deals
// $since: date = -- dated on or after this day
// $kind: string = -- acquisition, funding, partnership, contract or ipo; empty: all
// $top: integer = 10 -- deals a currency at most
// note: Currencies are never compared with each other: each has its own ranking. Cancelled deals are left out.

MATCH (d:Deal)
WHERE d.amount IS NOT NULL AND d.currency IS NOT NULL AND d.stage <> 'cancelled' AND d.date >= $since
  AND ($kind = '' OR d.kind = $kind)
WITH d ORDER BY d.amount DESC, d.id
WITH d.currency AS currency, collect(d)[..$top] AS deals
UNWIND range(0, size(deals) - 1) AS place
WITH currency, place + 1 AS rank, deals[place] AS d
RETURN currency, rank, d.amount AS amount, d.kind AS kind, d.stage AS stage, d.date AS date, d.name AS name,
       d.item_count AS items, d.source_count AS sources, d.id AS deal
ORDER BY currency, rank
