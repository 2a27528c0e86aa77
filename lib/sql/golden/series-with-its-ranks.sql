SELECT grouping(at) = 1 AS whole, bucket(time, {p0:Int64}) AS at, toString(text(`service`)) AS `by0`, count() / if(whole, {p1:Float64}, ((least(at + {p2:Int64}, {p3:Int64}) - greatest(at, {p4:Int64})) / 1000)) AS `m0`, avg(number(`duration`)) AS `m1`
FROM `spans`
WHERE time >= {p5:Int64} AND time < {p6:Int64} AND `error`
GROUP BY GROUPING SETS ((at, `by0`), (`by0`))
ORDER BY whole DESC, at, m0 DESC NULLS LAST, `by0`
LIMIT {p7:Int64}
-- p0 = 60000
-- p1 = 3600
-- p2 = 60000
-- p3 = 4600000
-- p4 = 1000000
-- p5 = 1000000
-- p6 = 4600000
-- p7 = 200001
