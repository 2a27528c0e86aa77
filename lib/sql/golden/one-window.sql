SELECT {p0:Int64} AS at, toString(text(`service`)) AS `by0`, count() / {p1:Float64} AS `m0`, avg(number(`duration`)) AS `m1`
FROM `spans`
WHERE time >= {p2:Int64} AND time < {p3:Int64} AND `error`
GROUP BY `by0`
ORDER BY m0 DESC NULLS LAST, `by0`
LIMIT {p4:Int64}
-- p0 = 1080000
-- p1 = 300
-- p2 = 840000
-- p3 = 1140000
-- p4 = 6
