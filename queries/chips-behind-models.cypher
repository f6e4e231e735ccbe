// Whose chips stand behind whose models?
// 谁的模型用了谁的芯片？
// topic: market
// $maker: string = -- only this chip maker, by id or any of its names; empty: all
// $top: integer = 100 -- rows at most
// note: Chip makers are the companies whose sector in the graph is chips, and makers of what such companies also make.
// note: `models` are those that the buyer develops; which of them run on the chips, the news seldom says.

MATCH (maker:Company)
WHERE maker.sector = 'chips'
  AND ($maker = '' OR any(name IN [maker.id, maker.name, maker.name_zh, maker.name_en] + coalesce(maker.aliases, [])
    WHERE toLower(name) = toLower($maker)))
CALL (maker) {
  MATCH (buyer:Entity)-[r:CUSTOMER_OF]->(maker)
  RETURN buyer, r, maker AS what
  UNION
  MATCH (buyer:Entity)-[r:USES]->(what:Entity)<-[:DEVELOPS]-(maker)
  RETURN buyer, r, what
}
OPTIONAL MATCH (buyer)-[:DEVELOPS]->(model:Model)
WITH maker, buyer, r, what, model ORDER BY model.name, model.id
WITH maker, buyer, r, what, collect(DISTINCT model.name) AS models
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN maker.name AS maker, what.name AS buys, buyer.name AS buyer, models, r.status AS status,
       r.last_seen AS last_seen, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact, maker.id AS maker_id
ORDER BY last_seen DESC, fact, maker_id
LIMIT $top
