// From whom does this company buy: chips, clouds, models?
// 这家公司向谁采购（芯片、云、模型）？
// topic: market
// $company: string = Anthropic -- the customer, by id or any of its names

MATCH (c:Entity)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
MATCH (c)-[r:CUSTOMER_OF|USES]->(vendor:Entity)
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN vendor.name AS supplier, vendor.sector AS sector, type(r) AS relation, r.status AS status,
       r.first_seen AS first_seen, r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY last_seen DESC, fact
