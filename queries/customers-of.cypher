// Who buys from this company, and which sentence says so?
// 谁是这家公司的客户，依据是哪句话？
// topic: market
// $company: string = OpenAI -- the vendor, by id or any of its names
// note: Customers of the company itself, and users of the products and models that it makes.

MATCH (c:Entity)
WHERE toLower($company) IN [toLower(c.id), toLower(c.name), toLower(c.name_zh), toLower(c.name_en)]
  OR any(name IN c.aliases WHERE toLower(name) = toLower($company))
  OR any(name IN c.former_ids WHERE toLower(name) = toLower($company))
CALL (c) {
  MATCH (customer:Entity)-[r:CUSTOMER_OF]->(c)
  RETURN customer, r, c AS what
  UNION
  MATCH (customer:Entity)-[r:USES]->(what:Entity)<-[:DEVELOPS]-(c)
  WHERE (customer:Company OR customer:Institution) AND customer <> c
  RETURN customer, r, what
}
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN customer.name AS customer, customer.sector AS sector, customer.country AS country, what.name AS buys_from,
       r.status AS status, r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact,
       c.id AS company_id
ORDER BY last_seen DESC, fact, company_id
