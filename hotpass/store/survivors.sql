-- name: trusted
CREATE OR REPLACE TEMP TABLE trusted AS
SELECT source_id, coalesce(min(list_position($names, called)), 1000000)::INTEGER AS rank
FROM (SELECT source_id, unnest([name, label, file]) AS called FROM source) GROUP BY source_id;

-- name: set_by_hand
CREATE OR REPLACE TEMP TABLE said AS SELECT entity_id, field, value FROM chosen_value WHERE rule = 'override';

-- name: would_differ
SELECT contested.entity_id, golden.{field} AS before, won.value AS after
FROM won JOIN contested USING (number) JOIN golden ON golden.entity_id = contested.entity_id
WHERE won.field = $position AND golden.{field} IS DISTINCT FROM won.value AND golden.{field} IS NOT NULL
  AND contested.entity_id NOT IN (SELECT entity_id FROM said WHERE field = $field)

-- name: contested
-- Entities whose values must be chosen; the others show what their one record says.
CREATE OR REPLACE TEMP TABLE contested AS
SELECT row_number() OVER () AS number, entity_id, entity_id IN (SELECT entity_id FROM said) AS touched
FROM entity WHERE records > 1 OR touched;

-- name: settle
-- The value with the smallest key survives; every key ends in the value, so that no two are equal.
INSERT INTO won
WITH spelt AS (
    SELECT number, differing.field, standard, shown, count(*) AS uses, min(rank) AS rank, min(age) AS age,
           max(filled) AS filled, arg_min(place, if(survivorship = 'most_recent', age, place)) AS place
    FROM differing JOIN field ON position = differing.field GROUP BY number, differing.field, standard, shown
),
valued AS (
    SELECT number, field, standard, sum(uses)::BIGINT AS uses, min(rank) AS rank, min(age) AS age,
           max(filled) AS filled, arg_min((shown, place), (-uses, shown)) AS best
    FROM spelt GROUP BY number, field, standard
),
keyed AS (
    SELECT number, valued.field, best, (
        CASE survivorship WHEN 'source_priority' THEN rank WHEN 'most_recent' THEN age
                          WHEN 'most_complete' THEN -filled ELSE 0 END::BIGINT,
        if(survivorship = 'longest', -length(standard), -uses),
        if(survivorship = 'longest', -uses, -length(standard)),
        standard
    ) AS key
    FROM valued JOIN field ON position = valued.field
)
SELECT number, field, best[1], best[2], alternatives
FROM (SELECT number, field, arg_min(best, key) AS best, count(*) - 1 AS alternatives FROM keyed GROUP BY number, field);

-- name: keep_together
UPDATE won SET value = gathered.{shown}, place = gathered.place
FROM won AS upright JOIN gathered USING (place)
WHERE upright.field = $latitude AND won.field = $longitude AND won.number = upright.number AND gathered.{longitude} IS NOT NULL;

-- name: overrule
-- What a person set stands in the place of what won; it comes from no record, and empty it leaves the field empty.
CREATE OR REPLACE TEMP TABLE overruling AS
SELECT contested.number, position AS field, said.value, count(DISTINCT standard) FILTER (standard <> said.value) AS alternatives
FROM said JOIN field ON name = said.field JOIN contested USING (entity_id)
LEFT JOIN differing ON differing.number = contested.number AND differing.field = position
GROUP BY contested.number, position, said.value;
DELETE FROM won USING overruling WHERE won.number = overruling.number AND won.field = overruling.field;
INSERT INTO won SELECT number, field, value, NULL, alternatives FROM overruling WHERE value IS NOT NULL;

-- name: choose
INSERT INTO chosen_value
SELECT entity_id, field.name, value, record_id, if(place IS NULL, 'override', survivorship), alternatives
FROM won JOIN contested USING (number) JOIN field ON position = won.field
LEFT JOIN (SELECT place, record_id FROM gathered) AS origin USING (place);

-- name: let_go
DROP TABLE temp.gathered; DROP TABLE temp.agreed; DROP TABLE temp.differing;
