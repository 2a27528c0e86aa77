SELECT toString(text(`httpRoute`)) AS `by0`, toString(text(`attributes`[{p0:String}])) AS `by1`, toFloat64(count()) AS `m0`, count() / {p1:Float64} AS `m1`, countIf(`error`) / count() AS `m2`, quantile(number(`duration`), {p2:Float64}) AS `m3`, (countIf(isTrue(number(`duration`) <= {p3:Float64})) + countIf(isTrue(number(`duration`) > {p4:Float64} AND number(`duration`) <= {p5:Float64})) / 2) / nullIf(count(number(`duration`)), 0) AS `m4`, distinct(text(`user`)) AS `m5`, toFloat64(sum(toNullable(number(`attributes`[{p6:String}])))) AS `m6`
FROM `spans`
WHERE time >= {p7:Int64} AND time < {p8:Int64} AND (text(`tenant`) IN ({p9:String}, {p10:String}) AND (isTrue(number(`duration`) >= {p11:Float64}) OR NOT (`error`) OR (contains(name, {p12:String}) OR contains(body, {p13:String}))) AND NOT (isTrue(number(`attributes`[{p14:String}]) = {p15:Float64})) AND (present(`resource`[{p16:String}]) AND matches(text(`resource`[{p17:String}]), {p18:String})) AND present(`scope`[{p19:String}]) AND (present(`attributes`[{p20:String}]) AND text(`attributes`[{p21:String}]) = {p22:String}))
GROUP BY `by0`, `by1`
ORDER BY `m3` DESC NULLS LAST, `by0`, `by1`
LIMIT {p23:Int64}
-- p0 = "k"
-- p1 = 3600
-- p2 = 0.95
-- p3 = 500000000
-- p4 = 500000000
-- p5 = 2000000000
-- p6 = "n"
-- p7 = 1000000
-- p8 = 4600000
-- p9 = "a"
-- p10 = "b'; DROP TABLE x"
-- p11 = 1500000000
-- p12 = "time out"
-- p13 = "time out"
-- p14 = "cart.size"
-- p15 = 3
-- p16 = "pod"
-- p17 = "pod"
-- p18 = "^p-"
-- p19 = "k"
-- p20 = "empty"
-- p21 = "empty"
-- p22 = ""
-- p23 = 21
