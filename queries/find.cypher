// What is called so, wholly or in part, in Chinese or English?
// 哪些条目的中文名、英文名或别名里含有这几个字？
// topic: graph
// $name: string = 智 -- part of a name
// $top: integer = 50 -- rows at most

MATCH (e:Entity)
WITH e, [e.id, e.name, e.name_zh, e.name_en] + coalesce(e.aliases, []) + coalesce(e.former_ids, []) AS names
WHERE any(name IN names WHERE toLower(name) CONTAINS toLower($name))
RETURN head([l IN labels(e) WHERE l IN ['Company', 'Institution', 'Person', 'Model', 'Product']]) AS kind,
       e.name AS name, e.name_zh AS name_zh, e.name_en AS name_en, e.aliases AS aliases, e.item_count AS items,
       e.first_seen AS first_seen, e.last_seen AS last_seen, e.id AS id
ORDER BY items DESC, id
LIMIT $top
