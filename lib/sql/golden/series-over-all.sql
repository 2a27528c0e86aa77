SELECT bucket(time, {p0:Int64}) AS at, count() / ((least(at + {p1:Int64}, {p2:Int64}) - greatest(at, {p3:Int64})) / 1000) AS `m0`, avg(number(`duration`)) AS `m1`
FROM `spans`
WHERE time >= {p4:Int64} AND time < {p5:Int64} AND `error`
GROUP BY at
ORDER BY at
LIMIT {p6:Int64}
-- p0 = 60000
-- p1 = 60000
-- p2 = 4600000
-- p3 = 1000000
-- p4 = 1000000
-- p5 = 4600000
-- p6 = 200001
