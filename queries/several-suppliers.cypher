// Which customers buy from more than one supplier of a sector, and so are not tied to one?
// 哪些客户同时向同一行业的多家供应商采购？
// topic: market
// $sector: string = -- the suppliers' sector (chips, cloud, model developer); empty: all together
// $top: integer = 50 -- rows at most

MATCH (customer:Entity)-[r:CUSTOMER_OF]->(vendor:Entity)
WHERE NOT r.status IN ['denied', 'ended'] AND ($sector = '' OR toLower(vendor.sector) = toLower($sector))
WITH DISTINCT customer, vendor ORDER BY vendor.name, vendor.id
WITH customer, count(vendor) AS suppliers, collect(vendor.name) AS names
WHERE suppliers > 1
RETURN customer.name AS customer, suppliers, names, customer.id AS id
ORDER BY suppliers DESC, id
LIMIT $top
