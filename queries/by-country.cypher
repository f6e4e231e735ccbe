// How many companies of each country are in the news, and what do they do?
// 各国有多少家公司出现在新闻里，属于哪些行业？
// topic: graph
// note: Companies whose country is not known are left out.

MATCH (c:Company)
WHERE c.country IS NOT NULL
WITH c, coalesce(c.sector, 'unknown') AS sector ORDER BY sector, c.item_count DESC, c.id
WITH c.country AS country, count(c) AS companies, sum(c.item_count) AS mentions,
     collect(DISTINCT sector) AS sectors, collect(c.name) AS names
RETURN country, companies, mentions, sectors, names[..5] AS some
ORDER BY companies DESC, mentions DESC, country
