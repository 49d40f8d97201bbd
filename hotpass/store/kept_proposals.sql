-- name: forget
DELETE FROM proposal WHERE register = ?;

-- name: forget_register
DELETE FROM asked_register WHERE register = ?;

-- name: add_register
INSERT INTO asked_register VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: add
INSERT INTO proposal VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: anchors
SELECT entity_id, min(record_id) FROM member GROUP BY entity_id;

-- name: standing
-- What people say today of register rows, by the entity that has the record now; the latest word counts.
CREATE OR REPLACE TEMP VIEW standing_verdict AS
WITH said AS (
    SELECT serial, fact_id, made_by, made_on, body::JSON AS said FROM fact
    WHERE kind = 'proposal' AND fact_id NOT IN (SELECT body::JSON->>'target' FROM fact WHERE kind = 'withdrawal')
)
SELECT said->>'register' AS register, said->>'row_key' AS row_key, said->>'verdict' AS verdict,
       coalesce(member.entity_id, redirect.entity_id, said->>'entity_id') AS entity_id,
       said->>'licence' AS licence, (said->>'asked')::TIMESTAMPTZ AS asked, said->'cells' AS cells,
       said->'official' AS official,
       (said->'headers')::VARCHAR[] AS headers, fact_id, serial, made_by, made_on
FROM said LEFT JOIN member ON member.record_id = said->>'record_id' LEFT JOIN redirect ON old_id = said->>'entity_id'
QUALIFY row_number() OVER (PARTITION BY said->>'register', said->>'row_key',
                           coalesce(member.entity_id, redirect.entity_id, said->>'entity_id') ORDER BY serial DESC) = 1;

-- name: offered
-- Proposals that stand, by the entity that has the record now; by_rule only where no person said anything.
CREATE OR REPLACE TEMP VIEW offered_row AS
SELECT proposal.* EXCLUDE (entity_id, by_rule), member.entity_id, verdict,
       by_rule AND verdict IS NULL AS taken_by_rule
FROM proposal JOIN member USING (record_id)
LEFT JOIN standing_verdict AS s ON s.register = proposal.register AND s.row_key = proposal.row_key
                                AND s.entity_id = member.entity_id;

-- name: accepted
CREATE OR REPLACE TEMP VIEW accepted_row AS
SELECT register, row_key, entity_id, licence, asked, cells, official, headers, fact_id, made_by, made_on
FROM standing_verdict WHERE verdict = 'accepted'
UNION ALL
SELECT offered_row.register, row_key, entity_id, licence, asked, document::JSON->'cells',
       document::JSON->'official', NULL, NULL, 'the profile', asked
FROM offered_row JOIN asked_register USING (register) WHERE taken_by_rule;

-- name: waiting
CREATE OR REPLACE TEMP VIEW waiting_row AS
SELECT * FROM offered_row
WHERE verdict IS NULL AND NOT taken_by_rule
  AND NOT EXISTS (FROM accepted_row AS a WHERE a.register = offered_row.register AND a.entity_id = offered_row.entity_id);

-- name: coverage
SELECT register, licence, asked, row_count, entity_count, notes,
       (SELECT count(DISTINCT entity_id) FROM accepted_row AS a WHERE a.register = r.register),
       (SELECT count(DISTINCT entity_id) FROM waiting_row AS w WHERE w.register = r.register),
       (SELECT count(*) FROM standing_verdict AS s WHERE s.register = r.register AND s.verdict = 'refused'),
       (SELECT count(*) FROM standing_verdict AS s WHERE s.register = r.register AND s.verdict = 'ignored')
FROM asked_register AS r ORDER BY asked DESC, register;

-- name: queue
SELECT register, entity_id FROM waiting_row WHERE register = ? GROUP BY ALL
ORDER BY bool_or((document::JSON->>'sure')::BOOLEAN) DESC, max(weight) DESC,
         max((document::JSON->>'likeness')::DOUBLE) DESC, entity_id;

-- name: rows
SELECT row_key, record_id, document FROM waiting_row WHERE register = ? AND entity_id = ? ORDER BY rank;

-- name: attributes
SELECT a.entity_id, register, row_key, cell.key, cell.value->>'$', licence, asked, made_by, made_on, fact_id
FROM accepted_row AS a, json_each(cells) AS cell
WHERE $entity IS NULL OR a.entity_id = $entity
ORDER BY a.entity_id, register, row_key, coalesce(list_position(headers, cell.key), 0), cell.id;

-- name: unsettled
SELECT entity_id FROM entity
WHERE NOT EXISTS (FROM accepted_row AS a WHERE a.entity_id = entity.entity_id AND a.register = ?) ORDER BY entity_id;

-- name: export
SELECT a.entity_id AS entity, register, cell.key AS attribute, cell.value->>'$' AS value, licence,
       strftime(asked AT TIME ZONE 'UTC', '%Y-%m-%d') AS asked, made_by AS "accepted by",
       strftime(made_on AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ') AS "on", row_key AS "register row"
FROM accepted_row AS a, json_each(cells) AS cell ORDER BY a.entity_id, register, row_key, coalesce(list_position(headers, cell.key), 0), cell.id;

-- name: latest
SELECT fact_id, said->>'register', said->>'verdict', said->'cells', (said->'headers')::VARCHAR[], made_by, made_on
FROM (SELECT *, body::JSON AS said FROM fact WHERE kind = 'proposal'
      AND fact_id NOT IN (SELECT body::JSON->>'target' FROM fact WHERE kind = 'withdrawal'))
ORDER BY serial DESC LIMIT ?;
