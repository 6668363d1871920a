-- name: InsertDocument :exec
INSERT INTO document (key, name, hash, size, body) VALUES ($1, $2, $3, $4, $5);

-- name: FinishDocument :exec
UPDATE document SET name = $2, hash = $3, size = $4 WHERE key = $1;

-- name: DeleteDocument :exec
DELETE FROM document WHERE key = $1;

-- name: DeleteChunks :exec
DELETE FROM chunk WHERE document = $1;

-- name: UnfinishedDocuments :many
SELECT key FROM document WHERE name = 0;

-- name: LastDocument :one
SELECT CAST(COALESCE(MAX(key), 0) AS BIGINT) FROM document WHERE key BETWEEN @low AND @high;

-- name: DocumentsNamed :many
SELECT key, hash, size FROM document WHERE name = $1 ORDER BY key;

-- name: DocumentBody :one
SELECT body FROM document WHERE key = $1;

-- name: InsertChunk :exec
INSERT INTO chunk (document, place, body) VALUES ($1, $2, $3);

-- name: Chunk :one
SELECT body FROM chunk WHERE document = $1 AND place = $2;
