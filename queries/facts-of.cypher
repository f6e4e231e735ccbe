// What is known of this company, person, model or product?
// 关于这家公司、这个人、模型或产品，目前知道些什么？
// topic: news
// $entity: string = 月之暗面 -- by id or any of its names

MATCH (e:Entity)
WHERE toLower($entity) IN [toLower(e.id), toLower(e.name), toLower(e.name_zh), toLower(e.name_en)]
  OR any(name IN e.aliases WHERE toLower(name) = toLower($entity))
  OR any(name IN e.former_ids WHERE toLower(name) = toLower($entity))
MATCH (e)-[r]-(other:Entity)
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN startNode(r).name AS head, type(r) AS relation, endNode(r).name AS tail, r.status AS status,
       r.role AS role, r.confidence AS confidence, r.first_seen AS first_seen, r.last_seen AS last_seen,
       r.source_count AS sources, r.evidence[-1] AS sentence, i.url AS url, r.id AS fact, e.id AS id
ORDER BY last_seen DESC, fact, id
