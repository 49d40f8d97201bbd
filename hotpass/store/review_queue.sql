-- name: ranked
WITH live AS (
    SELECT * FROM act WHERE kind = 'judgement' AND withdrawn IS NULL
    QUALIFY row_number() OVER (PARTITION BY left_id, right_id ORDER BY serial DESC) = 1
),
judged AS (
    SELECT left_id, right_id FROM live
    UNION ALL SELECT unnest($left::VARCHAR[]), unnest($right::VARCHAR[])
),
twice AS (
    -- What a second person is asked for: by lots that depend on the records alone, or where many hang on it.
    SELECT left_id, right_id, len(people) AS people, list_contains(people, $by) AS own, verdicts FROM (
        SELECT left_id, right_id, list(made_by) AS people, count(DISTINCT verdict) AS verdicts FROM (
            FROM act WHERE ($share > 0 OR $records > 0) AND kind = 'judgement' AND withdrawn IS NULL
            AND serial NOT IN (SELECT serial FROM fact WHERE kind = 'grouping' OR (body::JSON->'act') IS NOT NULL)
            QUALIFY row_number() OVER (PARTITION BY left_id, right_id, made_by ORDER BY serial DESC) = 1
        ) WHERE verdict <> 'unsure' GROUP BY left_id, right_id
    )
    JOIN member AS here ON here.record_id = left_id JOIN member AS there ON there.record_id = right_id
    JOIN entity AS e1 ON e1.entity_id = here.entity_id JOIN entity AS e2 ON e2.entity_id = there.entity_id
    WHERE md5_number_lower(left_id || ' twice ' || right_id) / 18446744073709551616.0 < $share
       OR ($records > 0 AND greatest(e1.records, e2.records) >= $records)
),
wanted AS (SELECT * FROM (SELECT NULL::DOUBLE AS doubt, NULL::BIGINT AS across LIMIT 0) UNION ALL BY NAME ({queue})),
met AS (
    SELECT wanted.*, m1.entity_id AS first_id, e1.records AS first_records,
           m2.entity_id AS second_id, e2.records AS second_records
    FROM wanted JOIN member AS m1 ON m1.record_id = left_id JOIN entity AS e1 ON e1.entity_id = m1.entity_id
    JOIN member AS m2 ON m2.record_id = right_id JOIN entity AS e2 ON e2.entity_id = m2.entity_id
)
SELECT met.left_id, met.right_id, weight, links, first_id, first_records, second_id, second_records, count(*) OVER (),
       -- p (1 - p) is greatest where the model knows least.
       coalesce(doubt, 1 / (1 + 2.0 ** -weight) * (1 - 1 / (1 + 2.0 ** -weight)), 0.25)
       * coalesce(across, first_records + second_records) AS worth
FROM met
JOIN original AS one ON one.record_id = left_id JOIN original AS other ON other.record_id = right_id
JOIN standard AS lefts ON lefts.record_id = left_id JOIN standard AS rights ON rights.record_id = right_id
JOIN source AS first ON first.source_id = one.source_id JOIN source AS second ON second.source_id = other.source_id
WHERE {condition}
ORDER BY worth DESC, weight DESC, left_id, right_id
LIMIT $limit;

-- name: unsure
WITH spoken AS (
    SELECT DISTINCT least(l.cluster_id, r.cluster_id) AS low, greatest(l.cluster_id, r.cluster_id) AS high
    FROM judged JOIN cluster AS l ON l.record_id = left_id JOIN cluster AS r ON r.record_id = right_id
),
doubt AS (
    SELECT least(l.cluster_id, r.cluster_id) AS low, greatest(l.cluster_id, r.cluster_id) AS high,
           arg_max((left_id, right_id), (match_weight, left_id, right_id)) AS best, max(match_weight) AS weight, count(*) AS links
    FROM held_link JOIN cluster AS l ON l.record_id = left_id JOIN cluster AS r ON r.record_id = right_id
    GROUP BY low, high
)
SELECT best[1] AS left_id, best[2] AS right_id, weight, links FROM doubt ANTI JOIN spoken USING (low, high)

-- name: stretched
-- The pairs of a group repeat each other, so a mean of so many bits is taken for a quarter of them.
SELECT left_id, right_id, bits AS weight, 1 AS links, 1 / (1 + 2.0 ** (bits / 4)) AS doubt, len(lefts) * len(rights) AS across
FROM stretched ANTI JOIN judged USING (left_id, right_id)
{apart}

-- name: apart
-- Entities whose records lie far from each other, by the two that are farthest along the longer side of the box around them;
-- 111.2 km a degree, the degrees of longitude narrowed towards the poles. The farther, the more doubtful.
UNION ALL BY NAME
SELECT far.left_id, far.right_id, match_weight AS weight, 1 AS links, 0.25 * (1 - $far / kilometres) AS doubt, records AS across
FROM (
    SELECT least(ends[1], ends[2]) AS left_id, greatest(ends[1], ends[2]) AS right_id, kilometres, records FROM (
        SELECT entity_id, count(*) AS records, max(y) - min(y) AS tall, (max(x) - min(x)) * cos(radians(avg(y))) AS wide,
               if(tall >= wide, [arg_min(record_id, y), arg_max(record_id, y)], [arg_min(record_id, x), arg_max(record_id, x)]) AS ends,
               111.2 * sqrt(tall ** 2 + wide ** 2) AS kilometres
        FROM (SELECT record_id, {latitude} AS y, {longitude} AS x FROM standard) JOIN member USING (record_id)
        WHERE {own} GROUP BY entity_id HAVING count(*) > 1
    ) WHERE kilometres >= $far
) AS far
LEFT JOIN pair ON pair.left_id = far.left_id AND pair.right_id = far.right_id
ANTI JOIN judged ON judged.left_id = far.left_id AND judged.right_id = far.right_id
ANTI JOIN stretched AS weak ON weak.left_id = far.left_id AND weak.right_id = far.right_id

-- name: deferred
SELECT live.left_id, live.right_id, match_weight AS weight, 1 AS links
FROM live LEFT JOIN pair ON pair.left_id = live.left_id AND pair.right_id = live.right_id
WHERE verdict = 'unsure' AND (live.left_id, live.right_id) NOT IN (SELECT unnest($left::VARCHAR[]), unnest($right::VARCHAR[]))

-- name: four_eyes
SELECT twice.left_id, twice.right_id, match_weight AS weight, 1 AS links
FROM twice LEFT JOIN pair ON pair.left_id = twice.left_id AND pair.right_id = twice.right_id
WHERE people = 1 AND NOT own
  AND (twice.left_id, twice.right_id) NOT IN (SELECT unnest($left::VARCHAR[]), unnest($right::VARCHAR[]))

-- name: second_look
-- Somebody asked for it, or two people who did not know of each other said different things.
SELECT asked.left_id, asked.right_id, any_value(match_weight) AS weight, 1 AS links
FROM (
    SELECT left_id, right_id, serial FROM act WHERE kind = 'second_look' AND withdrawn IS NULL
    UNION ALL
    SELECT twice.left_id, twice.right_id, max(serial) FROM twice JOIN act USING (left_id, right_id)
    WHERE verdicts = 2 AND people = 2 AND kind = 'judgement' AND withdrawn IS NULL GROUP BY ALL
) AS asked
LEFT JOIN pair ON pair.left_id = asked.left_id AND pair.right_id = asked.right_id
WHERE NOT EXISTS (FROM live WHERE live.left_id = asked.left_id AND live.right_id = asked.right_id AND live.serial > asked.serial)
  AND (asked.left_id, asked.right_id) NOT IN (SELECT unnest($left::VARCHAR[]), unnest($right::VARCHAR[]))
GROUP BY asked.left_id, asked.right_id

-- name: stale
SELECT live.left_id, live.right_id, match_weight AS weight, 1 AS links
FROM live JOIN record AS r1 ON r1.record_id = live.left_id JOIN record AS r2 ON r2.record_id = live.right_id
LEFT JOIN pair ON pair.left_id = live.left_id AND pair.right_id = live.right_id
WHERE (left_version <> r1.content_hash OR right_version <> r2.content_hash)
  AND (live.left_id, live.right_id) NOT IN (SELECT unnest($left::VARCHAR[]), unnest($right::VARCHAR[]))

-- name: sample
SELECT left_id, right_id, match_weight AS weight, 1 AS links, 1.0 / place AS doubt, 1 AS across
FROM ({drawn}) ANTI JOIN judged USING (left_id, right_id)

-- name: met_by
EXISTS (FROM pair AS brought JOIN blocking_rule ON position = match_key
        WHERE brought.left_id = met.left_id AND brought.right_id = met.right_id AND rule = $rule);
