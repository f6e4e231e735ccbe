// Who bought whom, and which sentence says so?
// 谁收购了谁，依据是哪句话？
// topic: deals
// $since: date = -- reported on or after this day
// $until: date = -- first reported up to here, included
// $top: integer = 100 -- rows at most

MATCH (buyer:Entity)-[r:ACQUIRES]->(target:Entity)
WHERE r.last_seen >= $since AND left(r.first_seen, size($until)) <= $until
WITH buyer, r, target, r.last_seen AS last_seen, r.id AS fact
ORDER BY last_seen DESC, fact LIMIT $top
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN buyer.name AS buyer, target.name AS target, r.status AS status, r.first_seen AS first_seen,
       r.last_seen AS last_seen, r.source_count AS sources, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
