// Who buys the most companies?
// 谁收购的公司最多？
// topic: deals
// $since: date = -- reported on or after this day
// $top: integer = 25 -- rows at most
// note: Purchases that were denied, called off or only rumoured do not count.

MATCH (buyer:Entity)-[r:ACQUIRES]->(target:Entity)
WHERE r.status IN ['asserted', 'planned'] AND r.last_seen >= $since
WITH buyer, target, max(r.last_seen) AS seen ORDER BY seen DESC, target.id
WITH buyer, count(target) AS bought, collect(target.name) AS targets, max(seen) AS latest
RETURN buyer.name AS buyer, buyer.country AS country, bought, latest, targets, buyer.id AS id
ORDER BY bought DESC, latest DESC, id
LIMIT $top
