-- name: drawn
-- Thirty of the merges of each band, by lots that depend on the records alone; one that a person parted stays drawn.
SELECT left_id, right_id, match_weight, band, merges, place FROM (
    SELECT candidate.*, row_number() OVER (PARTITION BY band ORDER BY lot) AS place
    FROM (
        SELECT band, merges, unnest(lots, recursive := true) FROM (
            SELECT band, count(*) AS merges,
                   arg_min(struct_pack(left_id := left_id, right_id := right_id, match_weight := match_weight, lot := lot), lot, 60) AS lots
            FROM (
                SELECT left_id, right_id, match_weight, md5_number_lower(left_id || ' ' || right_id) AS lot,
                       CASE WHEN match_weight >= log2(999.0) THEN 'surest' WHEN match_weight >= log2(99.0) THEN 'sure' ELSE 'likely' END AS band
                FROM pair WHERE match_weight >= (SELECT max(auto_match_weight) FROM model)
            ) GROUP BY band
        )
    ) AS candidate
    JOIN member AS here ON here.record_id = left_id JOIN member AS there ON there.record_id = right_id
    LEFT JOIN (SELECT left_id, right_id, verdict FROM live) AS told USING (left_id, right_id)
    WHERE here.entity_id = there.entity_id OR verdict = 'non_match'
) WHERE place <= 30

-- name: measured
WITH live AS (
    SELECT * FROM act WHERE kind = 'judgement' AND withdrawn IS NULL
    QUALIFY row_number() OVER (PARTITION BY left_id, right_id ORDER BY serial DESC) = 1
),
drawn AS ({drawn})
SELECT band, any_value(merges), count(*), count(*) FILTER (verdict = 'match'), count(*) FILTER (verdict = 'non_match')
FROM drawn LEFT JOIN live USING (left_id, right_id) GROUP BY band;
