-- name: order
CREATE OR REPLACE TEMP TABLE trusted AS
SELECT source_id, coalesce(min(list_position($names, called)), 1000000)::INTEGER AS rank
FROM (SELECT source_id, unnest([name, label, file]) AS called FROM source) GROUP BY source_id;

-- name: forget
DELETE FROM provenance WHERE field = $1 AND entity_id IN (SELECT entity_id FROM said WHERE field = $1);
