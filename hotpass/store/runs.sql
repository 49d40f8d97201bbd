-- name: add
INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: finish
UPDATE run SET state = ?, heartbeat = ?, finished = ?, counts = ?, seconds = ?, failure = ? WHERE run_id = ?;

-- name: interrupt
UPDATE run SET state = 'interrupted', finished = ?, failure = 'the program that computed it ended before it was done'
WHERE run_id = ? AND state = 'running';

-- name: all
-- Times as they are in UTC: to be told of a zone, Python loads the names of all zones.
SELECT run_id, state, started AT TIME ZONE 'UTC', heartbeat AT TIME ZONE 'UTC', finished AT TIME ZONE 'UTC', pid, boot_id, profile, files, counts, seconds, failure
FROM run ORDER BY started DESC, run_id DESC LIMIT ? OFFSET ?;

-- name: one
SELECT run_id, state, started AT TIME ZONE 'UTC', heartbeat AT TIME ZONE 'UTC', finished AT TIME ZONE 'UTC', pid, boot_id, profile, files, counts, seconds, failure
FROM run WHERE run_id = ?;

-- name: running
SELECT run_id, state, started AT TIME ZONE 'UTC', heartbeat AT TIME ZONE 'UTC', finished AT TIME ZONE 'UTC', pid, boot_id, profile, files, counts, seconds, failure
FROM run WHERE state = 'running';

-- name: count
SELECT count(*) FROM run;
