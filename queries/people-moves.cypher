// Who left which post for which new one?
// 谁从哪里离职，去了哪里？
// topic: people
// $company: string = -- only moves from or to this company, by id or any of its names; empty: all
// $since: date = -- the new post reported on or after this day
// $top: integer = 100 -- rows at most

MATCH (a:Entity)<-[old:WORKS_AT]-(p:Person)-[new:WORKS_AT]->(b:Entity)
WHERE old.status = 'ended' AND NOT new.status IN ['ended', 'denied'] AND a <> b AND new.last_seen >= $since
  AND ($company = '' OR any(name IN [a.id, a.name, a.name_zh, a.name_en] + coalesce(a.aliases, [])
    + [b.id, b.name, b.name_zh, b.name_en] + coalesce(b.aliases, [])
    WHERE toLower(name) = toLower($company)))
WITH a, old, p, new, b, new.last_seen AS last_seen, old.id AS old_fact, new.id AS new_fact
ORDER BY last_seen DESC, old_fact, new_fact LIMIT $top
OPTIONAL MATCH (i:Item {id: new.items[-1]})
RETURN p.name AS person, p.name_zh AS person_zh, a.name AS left_company, old.role AS old_role, b.name AS joins,
       new.role AS new_role, new.status AS status, new.last_seen AS last_seen, new.evidence[-1] AS sentence,
       i.url AS url, old.id AS old_fact, new.id AS new_fact
ORDER BY last_seen DESC, old_fact, new_fact
