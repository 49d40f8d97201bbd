-- name: held
-- What accepted rows say of fields, beside what the golden records show; a legal form that only one side has is no
-- difference. What a person set by hand has no record, and is held against the register's own text.
WITH official AS (
    SELECT a.entity_id, a.register, a.asked, cell.key AS field, cell.value->>'text' AS text,
           cell.value->>'standard' AS standard
    FROM accepted_row AS a, json_each(a.official) AS cell WHERE $entity IS NULL OR a.entity_id = $entity
),
shown AS (
    SELECT entity_id, unnest([{names}]::VARCHAR[]) AS field, unnest([{golden}]::VARCHAR[]) AS value
    FROM golden WHERE entity_id IN (SELECT entity_id FROM official)
),
origin AS (
    SELECT entity_id, field, record_id FROM provenance WHERE entity_id IN (SELECT entity_id FROM official)
),
tidied AS (
    SELECT record_id, unnest([{names}]::VARCHAR[]) AS field, unnest([{standard}]::VARCHAR[]) AS standard
    FROM standard WHERE record_id IN (SELECT record_id FROM origin)
),
held AS (
    SELECT official.*, field.title, field.position, shown.value,
           coalesce(tidied.standard, if(shown.value = text, official.standard, lower(shown.value))) AS own
    FROM official JOIN field ON field.name = official.field LEFT JOIN shown USING (entity_id, field)
    LEFT JOIN origin USING (entity_id, field) LEFT JOIN tidied USING (record_id, field)
)
SELECT entity_id, field, title, register, asked, value, text,
       CASE WHEN value IS NULL THEN NULL ELSE
            own = standard
            OR (starts_with(own, standard || ' ') AND list_contains($forms, substr(own, length(standard) + 2)))
            OR (starts_with(standard, own || ' ') AND list_contains($forms, substr(standard, length(own) + 2)))
       END AS agrees
FROM held ORDER BY entity_id, position, register, asked, text;

-- name: any
SELECT EXISTS (FROM accepted_row);

-- name: accord
SELECT field, title, count(*) FILTER (agrees), count(*) FROM ({held})
WHERE agrees IS NOT NULL AND asked >= $since GROUP BY field, title ORDER BY title;
