-- name: InsertDocument :execrows
INSERT INTO document (hash, size) VALUES ($1, $2) ON CONFLICT DO NOTHING;

-- name: InsertChunk :exec
INSERT INTO chunk (hash, n, data) VALUES ($1, $2, $3);

-- name: GetChunk :one
SELECT data FROM chunk WHERE hash = $1 AND n = $2;

-- name: InsertEnclosure :exec
INSERT INTO enclosure (letter, n, hash, size, name, mime) VALUES ($1, $2, $3, $4, $5, $6);

-- name: ListEnclosures :many
SELECT * FROM enclosure WHERE letter = $1 ORDER BY n;
