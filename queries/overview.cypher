// What is in the graph: how many facts of each relation, how sure, over which time?
// 图谱里有什么：每种关系有多少事实，可靠程度与时间跨度如何？
// topic: graph

MATCH (a:Entity)-[r]->(b:Entity)
RETURN type(r) AS relation, count(*) AS facts,
       count(CASE r.status WHEN 'asserted' THEN 1 END) AS asserted,
       count(CASE r.status WHEN 'planned' THEN 1 END) AS planned,
       count(CASE r.status WHEN 'rumored' THEN 1 END) AS rumored,
       count(CASE r.status WHEN 'denied' THEN 1 END) AS denied,
       count(CASE r.status WHEN 'ended' THEN 1 END) AS ended,
       count(CASE WHEN r.source_count > 1 THEN 1 END) AS several_sources,
       min(r.first_seen) AS first, max(r.last_seen) AS last
ORDER BY facts DESC, relation
