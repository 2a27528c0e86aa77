SELECT nanos(time) AS `time`, id AS `id`, [toString(text(`tenant`)), toString(text(`attributes`[{p0:String}]))]::Array(String) AS fields
FROM `spans`
WHERE time >= {p1:Int64} AND time < {p2:Int64} AND `error`
ORDER BY time DESC, id DESC
LIMIT {p3:Int64}
-- p0 = "k"
-- p1 = 1000000
-- p2 = 4600000
-- p3 = 101
