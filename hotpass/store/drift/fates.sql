-- name: naming
SELECT coalesce((SELECT name FROM {schema}.field
                 ORDER BY coalesce(list_position($kinds, semantic_type), 99), position LIMIT 1), 'entity_id');

-- name: appeared
SELECT entity_id, golden.{current_name} AS name, []::VARCHAR[] AS others, NULL, NULL, NULL
FROM {current}.entity ANTI JOIN {reference}.entity USING (entity_id) JOIN {current}.golden USING (entity_id);

-- name: vanished
SELECT entity_id, golden.{reference_name} AS name, []::VARCHAR[] AS others, NULL, NULL, NULL
FROM {reference}.entity ANTI JOIN {current}.entity USING (entity_id) JOIN {reference}.golden USING (entity_id);

-- name: merged
SELECT now.entity_id, any_value(golden.{current_name}) AS name,
       list_sort(list(DISTINCT before.entity_id) FILTER (before.entity_id <> now.entity_id)) AS others, NULL, NULL, NULL
FROM {reference}.member AS before JOIN {current}.member AS now USING (record_id)
JOIN {current}.golden ON golden.entity_id = now.entity_id
GROUP BY now.entity_id HAVING count(DISTINCT before.entity_id) > 1;

-- name: split
SELECT before.entity_id, any_value(golden.{reference_name}) AS name,
       list_sort(list(DISTINCT now.entity_id) FILTER (now.entity_id <> before.entity_id)) AS others, NULL, NULL, NULL
FROM {reference}.member AS before JOIN {current}.member AS now USING (record_id)
JOIN {reference}.golden ON golden.entity_id = before.entity_id
GROUP BY before.entity_id HAVING count(DISTINCT now.entity_id) > 1;

-- name: value
SELECT entity_id, {name} AS name, []::VARCHAR[] AS others, field.title AS field, before.{field} AS was, now.{field} AS stands
FROM {reference}.golden AS before JOIN {current}.golden AS now USING (entity_id)
JOIN {current}.field ON field.name = {said}
WHERE before.{field} IS DISTINCT FROM now.{field};
