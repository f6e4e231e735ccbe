// Which facts was the extraction least sure of, so that a person should look?
// 哪些事实抽取时把握最低，值得人工复核？
// topic: trust
// $below: number = 0.9 -- confidence below this
// $top: integer = 50 -- rows at most

MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.confidence < $below
WITH r, r.confidence AS confidence, r.id AS fact
ORDER BY confidence, fact LIMIT $top
WITH r, startNode(r) AS a, endNode(r) AS b
OPTIONAL MATCH (i:Item {id: r.items[-1]})
RETURN r.confidence AS confidence, a.name AS head, type(r) AS relation, b.name AS tail, r.status AS status,
       r.evidence[-1] AS sentence, i.url AS url, r.id AS fact
ORDER BY confidence, fact
