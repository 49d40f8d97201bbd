-- name: shares
-- Sources by their name, so that two files of one source are one part of the mix.
SELECT title || ' is filled', source.name, sum(filled)::BIGINT, sum(quality.records)::BIGINT
FROM {schema}.quality JOIN {schema}.source USING (source_id) JOIN {schema}.field ON field.name = quality.field
GROUP BY ALL
UNION ALL
SELECT 'records that share an entity', source.name, count(*) FILTER (entity.records > 1), count(*)
FROM {schema}.member JOIN {schema}.entity USING (entity_id) JOIN {schema}.record USING (record_id)
JOIN {schema}.source USING (source_id)
GROUP BY source.name
ORDER BY ALL;
