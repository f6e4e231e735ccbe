// Who stands in the middle: the most neighbours, the most facts?
// 谁处在图谱的中心：邻居最多、事实最多？
// topic: graph
// $kind: string = Company -- Company, Institution, Person, Model or Product; empty: all
// $top: integer = 25 -- rows at most

MATCH (e:Entity)
WHERE $kind = '' OR any(l IN labels(e) WHERE toLower(l) = toLower($kind))
MATCH (e)-[r]-(other:Entity)
WHERE r.status <> 'denied'
WITH e, count(DISTINCT other) AS neighbours, count(DISTINCT r) AS facts,
     count(DISTINCT CASE WHEN startNode(r) = e THEN r END) AS outgoing, count(DISTINCT type(r)) AS relations
RETURN e.name AS name, e.name_zh AS name_zh, neighbours, facts, outgoing, facts - outgoing AS incoming, relations,
       e.item_count AS items, e.id AS id
ORDER BY neighbours DESC, facts DESC, id
LIMIT $top
