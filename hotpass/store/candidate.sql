-- name: likest
WITH asked AS (SELECT $text AS text, string_split($text, ' ') AS words),
     said AS (SELECT entity_id, standard.{field} AS value FROM member JOIN standard USING (record_id)
              WHERE standard.{field} IS NOT NULL),
     held AS (
         SELECT entity_id, value,
                greatest(jaro_winkler_similarity(value, text),
                         len(list_intersect(words, string_split(value, ' '))) / len(words)) AS likeness
         FROM said, asked
     )
SELECT entity_id, arg_max(value, likeness) FROM held
GROUP BY entity_id ORDER BY max(likeness) DESC, entity_id LIMIT $most;

-- name: sharing
-- Words few entities have count most, so that a name is found inside a longer text.
WITH asked AS (SELECT unnest(list_distinct(string_split($text, ' '))) AS word),
     said AS (SELECT DISTINCT entity_id, standard.{field} AS value FROM member JOIN standard USING (record_id)
              WHERE standard.{field} IS NOT NULL),
     held AS (SELECT DISTINCT entity_id, value, unnest(string_split(value, ' ')) AS word FROM said),
     shared AS (FROM held SEMI JOIN asked USING (word)),
     rare AS (SELECT word, ln(1 + (SELECT count(DISTINCT entity_id) FROM said) / count(DISTINCT entity_id)) AS worth
              FROM shared GROUP BY word),
     worth AS (SELECT entity_id, value, sum(worth) AS worth FROM shared JOIN rare USING (word) GROUP BY ALL)
SELECT entity_id, arg_max(value, worth) FROM worth GROUP BY entity_id ORDER BY max(worth) DESC, entity_id LIMIT $most;

-- name: words
SELECT word, count(DISTINCT entity_id)
FROM (SELECT entity_id, unnest(string_split(standard.{field}, ' ')) AS word FROM member JOIN standard USING (record_id))
GROUP BY word;

-- name: spoken
SELECT count(DISTINCT entity_id) FROM member JOIN standard USING (record_id) WHERE standard.{field} IS NOT NULL;

-- name: golden
SELECT entity_id, [{fields}]::VARCHAR[] FROM golden WHERE entity_id IN (SELECT unnest($ids::VARCHAR[]));
