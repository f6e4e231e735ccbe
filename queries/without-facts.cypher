// Which names stand in the news without a single fact, so that something may have been missed?
// 哪些名字出现在新闻里却没有任何事实，可能被遗漏？
// topic: trust
// $top: integer = 50 -- rows at most

MATCH (e:Entity)
WHERE NOT EXISTS { MATCH (e)--(:Entity) } AND NOT EXISTS { MATCH (e)<-[:PARTY]-(:Deal) }
WITH e ORDER BY e.item_count DESC, e.id LIMIT $top
OPTIONAL MATCH (i:Item)-[:MENTIONS]->(e)
WITH e, i ORDER BY i.date DESC, i.id
WITH e, head(collect(i.name)) AS headline, head(collect(i.url)) AS url
RETURN e.name AS name,
       head([l IN labels(e) WHERE l IN ['Company', 'Institution', 'Person', 'Model', 'Product']]) AS kind,
       e.item_count AS items, headline, url, e.id AS id
ORDER BY items DESC, id
