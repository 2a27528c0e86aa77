SELECT arrayJoin(range(toInt64(greatest(slot, {p0:Int64})), toInt64(least(slot + {p1:Int64}, {p2:Int64}) + 1), {p3:Int64})) AS at, `by0`, merged(`s0`) / ((least(at + {p4:Int64}, {p5:Int64}) - (at + {p6:Int64} - {p7:Int64})) / 1000) AS `m0`, merged(`s1`) AS `m1`, merged(`s2`) / merged(`s0`) AS `m2`
FROM (
SELECT bucket(time, {p8:Int64}) AS slot, toString(text(`service`)) AS `by0`, counted() AS `s0`, averaged(number(`duration`)) AS `s1`, countedIf(`error`) AS `s2`
FROM `spans`
WHERE time >= {p9:Int64} AND time < {p10:Int64} AND `error` AND `by0` IN ({p11:String})
GROUP BY slot, `by0`
)
GROUP BY at, `by0`
ORDER BY at
LIMIT {p12:Int64}
-- p0 = 960000
-- p1 = 240000
-- p2 = 4560000
-- p3 = 60000
-- p4 = 60000
-- p5 = 4600000
-- p6 = 60000
-- p7 = 300000
-- p8 = 60000
-- p9 = 720000
-- p10 = 4600000
-- p11 = "api"
-- p12 = 200001
