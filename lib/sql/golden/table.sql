SELECT toString(text(`httpRoute`)) AS `by0`, toString(text(`attributes`[{p0:String}])) AS `by1`, toFloat64(count()) AS `m0`, count() / {p1:Float64} AS `m1`, countIf(`error`) / count() AS `m2`, quantile(number(`duration`), {p2:Float64}) AS `m3`, apdex(number(`duration`), {p3:Float64}) AS `m4`, distinct({p4:String}) AS `m5`, sum(number(`attributes`[{p5:String}])) AS `m6`
FROM `spans`
WHERE time >= {p6:Int64} AND time < {p7:Int64} AND (text(`tenant`) IN ({p8:String}, {p9:String}) AND (number(`duration`) >= {p10:Float64} OR NOT (`error`) OR (contains(name, {p11:String}) OR contains(body, {p12:String}))) AND NOT (isTrue(number(`attributes`[{p13:String}]) = {p14:Float64})) AND (present(`resource`[{p15:String}]) AND matches(text(`resource`[{p16:String}]), {p17:String})) AND present(`scope`[{p18:String}]) AND (present(`attributes`[{p19:String}]) AND text(`attributes`[{p20:String}]) = {p21:String}))
GROUP BY `by0`, `by1`
ORDER BY `m3` DESC NULLS LAST, `by0`, `by1`
LIMIT {p22:Int64}
-- p0 = "k"
-- p1 = 3600
-- p2 = 0.95
-- p3 = 500000000
-- p4 = "user"
-- p5 = "n"
-- p6 = 1000000
-- p7 = 4600000
-- p8 = "a"
-- p9 = "b'; DROP TABLE x"
-- p10 = 1500000000
-- p11 = "time out"
-- p12 = "time out"
-- p13 = "cart.size"
-- p14 = 3
-- p15 = "pod"
-- p16 = "pod"
-- p17 = "^p-"
-- p18 = "k"
-- p19 = "empty"
-- p20 = "empty"
-- p21 = ""
-- p22 = 21
