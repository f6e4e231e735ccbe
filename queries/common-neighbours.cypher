// What do two companies have in common: investors, partners, customers, people?
// 两家公司有哪些共同点：投资方、伙伴、客户、人物？
// topic: graph
// $a: string = Anthropic -- one, by id or any of its names
// $b: string = OpenAI -- the other, likewise

MATCH (a:Entity)
WHERE toLower($a) IN [toLower(a.id), toLower(a.name), toLower(a.name_zh), toLower(a.name_en)]
  OR any(name IN a.aliases WHERE toLower(name) = toLower($a))
  OR any(name IN a.former_ids WHERE toLower(name) = toLower($a))
MATCH (b:Entity)
WHERE a <> b AND (toLower($b) IN [toLower(b.id), toLower(b.name), toLower(b.name_zh), toLower(b.name_en)]
  OR any(name IN b.aliases WHERE toLower(name) = toLower($b))
  OR any(name IN b.former_ids WHERE toLower(name) = toLower($b)))
MATCH (a)-[r]-(x:Entity)-[s]-(b)
WHERE x <> a AND x <> b
WITH a, b, x, type(r) AS one, type(s) AS other ORDER BY one, other
WITH a, b, x, collect(DISTINCT one) AS to_a, collect(DISTINCT other) AS to_b
RETURN x.name AS name,
       head([l IN labels(x) WHERE l IN ['Company', 'Institution', 'Person', 'Model', 'Product']]) AS kind,
       a.name AS a, to_a, b.name AS b, to_b, x.id AS id, a.id AS a_id, b.id AS b_id
ORDER BY size(to_a) + size(to_b) DESC, id, a_id, b_id
