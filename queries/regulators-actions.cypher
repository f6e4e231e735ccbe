// Which regulators act against or for whom?
// 监管机构对谁采取了什么行动？
// topic: law
// $about: string = -- only this company, product, model or regulator, by id or any of its names; empty: all
// $since: date = -- reported on or after this day
// $top: integer = 100 -- rows at most

MATCH (regulator:Entity)-[r:REGULATES]->(e:Entity)
WHERE r.last_seen >= $since
  AND ($about = '' OR any(name IN [regulator.id, regulator.name, regulator.name_zh, regulator.name_en]
    + coalesce(regulator.aliases, []) + [e.id, e.name, e.name_zh, e.name_en] + coalesce(e.aliases, [])
    WHERE toLower(name) = toLower($about)))
WITH regulator, r, e, r.last_seen AS last_seen, r.id AS fact
ORDER BY last_seen DESC, fact LIMIT $top
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN regulator.name AS regulator, regulator.name_zh AS regulator_zh, e.name AS about, r.status AS status,
       r.last_seen AS last_seen, r.source_count AS sources, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
