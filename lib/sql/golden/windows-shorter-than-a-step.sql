SELECT arrayJoin(range(toInt64(greatest(slot, {p0:Int64})), toInt64(least(slot + {p1:Int64}, {p2:Int64}) + 1), {p3:Int64})) AS at, merged(`s0`) / ((least(at + {p4:Int64}, {p5:Int64}) - (at + {p6:Int64} - {p7:Int64})) / 1000) AS `m0`, merged(`s1`) AS `m1`
FROM (
SELECT bucket(time, {p8:Int64}) AS slot, counted() AS `s0`, averaged(number(`duration`)) AS `s1`
FROM `spans`
WHERE time >= {p9:Int64} AND time < {p10:Int64} AND `error` AND bucket(time, {p11:Int64}) - bucket(time, {p12:Int64}) >= {p13:Int64}
GROUP BY slot
)
GROUP BY at
ORDER BY at
LIMIT {p14:Int64}
-- p0 = 960000
-- p1 = 0
-- p2 = 4560000
-- p3 = 60000
-- p4 = 60000
-- p5 = 4600000
-- p6 = 60000
-- p7 = 10000
-- p8 = 60000
-- p9 = 1010000
-- p10 = 4600000
-- p11 = 1
-- p12 = 60000
-- p13 = 50000
-- p14 = 200001
