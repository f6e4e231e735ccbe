// Which models does each company have, and which is the latest?
// 各公司有哪些模型，最新的是哪一个？
// topic: models
// $company: string = -- only this company, by id or any of its names; empty: all
// $top: integer = 50 -- companies at most
// note: The latest is the one that the news names last of all for the first time; among those of one day, a version
// note: before its family, then the one named in more items.

MATCH (c:Entity)-[r:DEVELOPS]->(m:Model)
WHERE $company = '' OR any(name IN [c.id, c.name, c.name_zh, c.name_en] + coalesce(c.aliases, [])
    WHERE toLower(name) = toLower($company))
WITH c, m, min(r.first_seen) AS since, EXISTS { MATCH (m)<-[:VARIANT_OF]-(:Model) } AS is_family
ORDER BY since DESC, is_family, m.item_count DESC, m.id
WITH c, count(m) AS models, collect({name: m.name, since: since, id: m.id}) AS made
RETURN c.name AS company, made[0].name AS latest, made[0].since AS since, models,
       [one IN made[1..] | one.name] AS others, c.id AS id, made[0].id AS latest_id
ORDER BY models DESC, since DESC, id
LIMIT $top
