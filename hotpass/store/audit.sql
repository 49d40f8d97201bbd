-- name: lines
WITH gone AS (
    SELECT body::JSON->>'target' AS fact_id, arg_min(made_by, serial) AS gone_by, arg_min(made_on, serial) AS gone_on
    FROM fact WHERE kind = 'withdrawal' GROUP BY 1
),
later AS (
    SELECT fact_id, arg_min(later_by, serial) AS later_by, min(later_on) AS later_on FROM (
        SELECT fact_id, serial, lead(made_by) OVER pair AS later_by, lead(made_on) OVER pair AS later_on
        FROM act WHERE kind = 'judgement' AND withdrawn IS NULL
        WINDOW pair AS (PARTITION BY left_id, right_id ORDER BY serial)
    ) WHERE later_by IS NOT NULL GROUP BY fact_id
),
said AS (
    SELECT serial, fact_id, kind, made_by, made_on, body, body::JSON AS said, timezone('UTC', made_on)::DATE AS day,
           coalesce(said->'act'->>'id', fact_id) AS act_id, coalesce(said->'act'->>'deed', kind) AS deed,
           strip_accents(lower(body)) AS heap
    FROM fact
),
chosen AS (
    SELECT * FROM said LEFT JOIN gone USING (fact_id) LEFT JOIN later USING (fact_id) WHERE {condition}
)
SELECT count(*) OVER (), arg_max(body, serial), act_id, any_value(deed), count(*), count(*) FILTER (gone_by IS NULL),
       arg_min(made_by, serial), min(made_on), sum((said->>'milliseconds')::BIGINT)::BIGINT, coalesce(any_value(said->>'note'), ''),
       any_value(later_by), any_value(later_on), any_value(gone_by), any_value(gone_on)
FROM chosen GROUP BY act_id ORDER BY max(serial) DESC LIMIT $limit OFFSET $offset;

-- name: by
made_by = $by;

-- name: deed
deed = $deed;

-- name: since
day >= $since;

-- name: until
day <= $until;

-- name: of_records
(said->>'record_id' IN (SELECT unnest($records::VARCHAR[])) OR fact_id IN (
    SELECT fact_id FROM act WHERE left_id IN (SELECT unnest($records::VARCHAR[]))
    UNION SELECT fact_id FROM act WHERE right_id IN (SELECT unnest($records::VARCHAR[]))));

-- name: people
SELECT DISTINCT made_by FROM fact ORDER BY made_by;

-- name: deeds
SELECT DISTINCT coalesce(body::JSON->'act'->>'deed', kind) FROM fact ORDER BY 1;
