SELECT nanos(time) AS `time`, id AS `id`, [toString(text(`tenant`)), toString(text(`attributes`[{p0:String}]))]::Array(String) AS fields
FROM `spans`
WHERE time >= {p1:Int64} AND time < {p2:Int64} AND duration <= {p3:Int64} AND (duration, time, id) <= ({p4:Int64}, {p5:Int64}, {p6:String}) AND `error`
ORDER BY duration DESC, time DESC, id DESC
LIMIT {p7:Int64} OFFSET {p8:Int64}
-- p0 = "k"
-- p1 = 1000000
-- p2 = 4600000
-- p3 = 5
-- p4 = 5
-- p5 = 7
-- p6 = "x'"
-- p7 = 101
-- p8 = 2
