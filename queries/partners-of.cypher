// With whom does this company work together?
// 这家公司与谁合作？
// topic: market
// $company: string = NVIDIA -- the company, by id or any of its names

MATCH (c:Entity)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
MATCH (c)-[r:PARTNERS_WITH]-(partner:Entity)
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN c.name AS company, partner.name AS partner, partner.sector AS sector, partner.country AS country,
       r.status AS status, r.first_seen AS first_seen, r.last_seen AS last_seen, r.evidence[-1] AS sentence,
       i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
