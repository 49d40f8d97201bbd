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

-- name: golden
SELECT entity_id, [{fields}]::VARCHAR[] FROM golden WHERE entity_id IN (SELECT unnest($ids::VARCHAR[]));
