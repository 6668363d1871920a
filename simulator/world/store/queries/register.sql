-- name: InsertParty :exec
INSERT INTO party (key, name, added, body) VALUES ($1, $2, $3, $4);

-- name: UpdateParty :exec
UPDATE party SET body = $2 WHERE name = $1;

-- name: Party :one
SELECT body FROM party WHERE name = $1;

-- name: LastParty :one
SELECT CAST(COALESCE(MAX(key), 0) AS BIGINT) FROM party WHERE key BETWEEN @low AND @high;

-- name: PartiesAdded :many
SELECT body FROM party WHERE added = @added ORDER BY key LIMIT @page OFFSET @skip;

-- name: CountPartiesAdded :one
SELECT COUNT(*) FROM party WHERE added = $1;

-- name: PutAuthority :exec
INSERT INTO authority (key, body) VALUES ($1, $2)
ON CONFLICT (key) DO UPDATE SET body = excluded.body;

-- name: Authorities :many
SELECT key, body FROM authority WHERE key BETWEEN @low AND @high ORDER BY key;

-- name: PutSystem :exec
INSERT INTO system (key, acknowledged, body) VALUES ($1, 0, $2)
ON CONFLICT (key) DO UPDATE SET body = excluded.body;

-- name: Acknowledge :exec
UPDATE system SET acknowledged = $2 WHERE key = $1;

-- name: Systems :many
SELECT key, acknowledged, body FROM system WHERE key BETWEEN @low AND @high ORDER BY key;
