-- name: standing
WITH said AS (
    SELECT *, body::JSON AS said FROM fact
    WHERE kind = 'override' AND fact_id NOT IN (SELECT body::JSON->>'target' FROM fact WHERE kind = 'withdrawal')
)
SELECT fact_id, said->>'field', coalesce(said->>'value', ''), made_by, made_on, coalesce(said->>'note', '')
FROM said LEFT JOIN member ON member.record_id = said->>'record_id' LEFT JOIN redirect ON old_id = said->>'entity_id'
WHERE coalesce(member.entity_id, redirect.entity_id, said->>'entity_id') = ? ORDER BY serial DESC;
