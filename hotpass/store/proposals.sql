-- name: fields
SELECT name FROM field ORDER BY position;

-- name: sources
SELECT source_id, name, label, raw_table, records FROM source ORDER BY source_id;

-- name: columns
SELECT column_name, coalesce(nullif(trim(header), ''), 'column ' || letter) AS header
FROM source_column WHERE source_id = ? ORDER BY position;

-- name: proposed
WITH own AS (SELECT record_id, "row" FROM record WHERE source_id = $own),
     register AS (SELECT record_id, "row", sheet_row, source_id FROM record WHERE source_id <> $own),
     met AS (
         SELECT own."row" AS place, own.record_id AS ours, register.record_id AS theirs, register.source_id,
                register."row", register.sheet_row, match_weight
         FROM pair JOIN own ON own.record_id = left_id JOIN register ON register.record_id = right_id
         UNION ALL
         SELECT own."row", own.record_id, register.record_id, register.source_id,
                register."row", register.sheet_row, match_weight
         FROM pair JOIN own ON own.record_id = right_id JOIN register ON register.record_id = left_id
     ),
     placed AS (
         SELECT *, row_number() OVER (PARTITION BY place ORDER BY match_weight DESC, source_id, "row") AS rank FROM met
         WHERE match_weight >= $least
     )
SELECT place, rank, ours, theirs, source_id, "row", sheet_row FROM placed WHERE rank <= $most ORDER BY place, rank;
