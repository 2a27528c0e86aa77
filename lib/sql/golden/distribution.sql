SELECT bucket(time, {p0:Int64}) AS at, logBucket(number(`duration`)) AS bucket, count() AS records
FROM `spans`
WHERE time >= {p1:Int64} AND time < {p2:Int64} AND `error` AND number(`duration`) IS NOT NULL
GROUP BY at, bucket
ORDER BY at, bucket
LIMIT {p3:Int64}
-- p0 = 60000
-- p1 = 1000000
-- p2 = 4600000
-- p3 = 200001
