-- name: before_original
CREATE OR REPLACE TEMP TABLE before_original AS
FROM ({texts}) WHERE record_id IN (SELECT record_id FROM change WHERE fate IN ('gone', 'changed'));

-- name: fresh
CREATE OR REPLACE TEMP VIEW before_standard AS FROM {compared};
CREATE OR REPLACE TEMP TABLE fresh_original AS FROM original;
CREATE OR REPLACE TEMP TABLE fresh_standard AS FROM standard;
CREATE OR REPLACE TEMP TABLE fresh_record AS SELECT record_id, source_id, sheet_row FROM record;
CREATE OR REPLACE TEMP TABLE invalid_text AS SELECT field, original, reason FROM standard_value WHERE NOT valid;

-- name: doubt
CREATE OR REPLACE TEMP TABLE {place} AS
SELECT field, record_id, source_id, reason, coalesce(reason IN ($empty, $nothing), false) AS idle,
       coalesce(list_contains($untold, reason), false) AS untold
FROM ({cells}) JOIN invalid_text USING (field, original);

-- name: weigh
-- What each source fills: as it was, less what changed, with what that is now.
CREATE OR REPLACE TEMP TABLE quality_now AS
WITH side AS (SELECT *, -1 AS sign FROM before_original UNION ALL BY NAME SELECT *, 1 AS sign FROM fresh_original),
doubted AS (SELECT *, -1 AS sign FROM doubtful_before UNION ALL SELECT *, 1 FROM doubtful),
part AS (
    SELECT field, source_id, records, filled, idle, valid FROM quality
    UNION ALL
    SELECT field, source_id, sign * records, sign * filled, 0, sign * filled FROM (
        SELECT sign, source_id, count(*) AS records, unnest([{names}]) AS field, unnest([{filled}]) AS filled
        FROM side GROUP BY sign, source_id)
    UNION ALL
    SELECT field, source_id, 0, 0, sign * count(*) FILTER (idle OR untold), -sign * count(*) FROM doubted GROUP BY sign, field, source_id
)
SELECT field, source_id, sum(records)::BIGINT AS records, sum(filled)::BIGINT AS filled, sum(idle)::BIGINT AS idle, sum(valid)::BIGINT AS valid
FROM part GROUP BY field, source_id HAVING sum(records) > 0;

-- name: asked
SELECT expectation_id, tested FROM expectation;
