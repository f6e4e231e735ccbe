// How many deals did each month bring, by kind and by how far they came?
// 每个月有多少笔交易，各属哪一类、进展到哪一步？
// topic: deals
// $since: date = -- months from here on; empty: from the beginning
// $until: date = -- months up to here, included; empty: to the end

MATCH (d:Deal)
WHERE d.date >= $since AND left(d.date, size($until)) <= $until
RETURN left(d.date, 7) AS month, d.kind AS kind, count(*) AS deals,
       count(CASE d.stage WHEN 'rumored' THEN 1 END) AS rumored,
       count(CASE d.stage WHEN 'announced' THEN 1 END) AS announced,
       count(CASE d.stage WHEN 'completed' THEN 1 END) AS completed,
       count(CASE d.stage WHEN 'cancelled' THEN 1 END) AS cancelled
ORDER BY month DESC, kind
