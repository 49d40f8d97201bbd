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
SELECT place, ours, theirs, source_id, "row", sheet_row, match_weight FROM placed WHERE rank <= $most
ORDER BY place, rank;

-- name: words
SELECT word, count(*)
FROM (SELECT unnest(list_distinct(string_split(standard.{field}, ' '))) AS word
      FROM standard JOIN record USING (record_id) WHERE record.source_id <> $own)
GROUP BY word;

-- name: spoken
SELECT count(standard.{field}) FROM standard JOIN record USING (record_id) WHERE record.source_id <> $own;

-- name: near
-- By words that few rows hold; by letters those golden records that share no such word, where that is not too much.
WITH said AS (SELECT record_id, record.source_id, record."row", sheet_row, standard.{field} AS value
              FROM standard JOIN record USING (record_id) WHERE standard.{field} IS NOT NULL),
     own AS (FROM said WHERE source_id = $own),
     register AS (FROM said WHERE source_id <> $own),
     mine AS (SELECT record_id, unnest(list_distinct(string_split(value, ' '))) AS word FROM own),
     theirs AS (SELECT record_id, unnest(list_distinct(string_split(value, ' '))) AS word FROM register),
     rare AS (SELECT word, ln(1 + (SELECT count(*) FROM register) / count(*)) AS worth
              FROM theirs GROUP BY word HAVING count(*) <= $often),
     shared AS (
         SELECT mine.record_id AS ours, theirs.record_id AS theirs, sum(worth) AS worth
         FROM mine JOIN rare USING (word) JOIN theirs USING (word) GROUP BY mine.record_id, theirs.record_id
         QUALIFY row_number() OVER (PARTITION BY mine.record_id ORDER BY sum(worth) DESC, theirs.record_id) <= $most
     ),
     alone AS (FROM own WHERE record_id NOT IN (SELECT ours FROM shared)),
     spelt AS (
         SELECT alone.record_id AS ours, register.record_id AS theirs,
                jaro_winkler_similarity(alone.value, register.value) AS worth
         FROM alone JOIN register ON (SELECT count(*) FROM alone) * (SELECT count(*) FROM register) <= $affordable
         QUALIFY row_number() OVER (PARTITION BY alone.record_id ORDER BY worth DESC, register.record_id) <= $most
     ),
     met AS (FROM shared UNION ALL FROM spelt)
SELECT own."row", own.record_id, register.record_id, register.source_id, register."row", register.sheet_row, NULL
FROM met JOIN own ON own.record_id = met.ours JOIN register ON register.record_id = met.theirs
ORDER BY own."row", worth DESC, register.record_id;

-- name: texts
SELECT record_id, [{fields}]::VARCHAR[] FROM standard WHERE record_id IN (SELECT unnest($ids::VARCHAR[]));

-- name: seen
SELECT record_id, [{original}]::VARCHAR[], [{standard}]::VARCHAR[] FROM original JOIN standard USING (record_id)
WHERE record_id IN (SELECT unnest($ids::VARCHAR[]));
