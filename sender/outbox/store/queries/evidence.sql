-- name: InsertEvidence :exec
INSERT INTO evidence (letter, n, kind, report, code, words, channel, transmission, receipt, stated, at, wall, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: ListEvidence :many
SELECT * FROM evidence WHERE letter = $1 ORDER BY n;

-- name: InsertReceipt :execrows
INSERT INTO receipt (profile, id, letter, message, consignment, transmission, report, code, words, channel, stated, at, wall)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING;

-- name: ListUnmatched :many
SELECT * FROM receipt WHERE profile = $1 AND letter = '' ORDER BY wall, id LIMIT 500;

-- name: ListUnmatchedOf :many
-- Kept receipts that speak of a transmission which has just become known.
SELECT * FROM receipt WHERE profile = $1 AND letter = '' AND transmission = $2 ORDER BY wall, id;

-- name: MatchReceipt :exec
UPDATE receipt SET letter = $1 WHERE profile = $2 AND id = $3;
