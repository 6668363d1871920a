-- name: InsertReceipts :exec
INSERT INTO receipt (key, system, last, letter, body) VALUES ($1, $2, $3, $4, $5);

-- name: LastReceiptRow :one
SELECT CAST(COALESCE(MAX(key), 0) AS BIGINT) FROM receipt WHERE key BETWEEN @low AND @high;

-- name: LastReceipt :one
SELECT CAST(COALESCE(MAX(last), 0) AS BIGINT) FROM receipt WHERE system = $1;

-- name: ReceiptsAfter :many
SELECT body FROM receipt WHERE system = @system AND last > @after ORDER BY last LIMIT @page;

-- name: ReceiptsOfLetter :many
SELECT body FROM receipt WHERE letter = $1 ORDER BY key;
