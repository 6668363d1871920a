-- name: InsertLetter :exec
INSERT INTO letter (id, profile, consignment, channel, to_kind, to_number, title, content, resend_of, at, wall, state, due_at, pending)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: GetLetter :one
SELECT * FROM letter WHERE id = $1;

-- name: SetState :exec
UPDATE letter SET state = $1, due_at = $2 WHERE id = $3;

-- name: SetPending :exec
UPDATE letter SET pending = $1 WHERE id = $2;

-- name: CountPending :one
SELECT COUNT(*) FROM letter WHERE pending = 1;

-- name: CountPendingOf :one
SELECT COUNT(*) FROM letter WHERE pending = 1 AND profile = $1;

-- name: CountByState :many
SELECT state, COUNT(*) AS letters FROM letter GROUP BY state;

-- name: ListLetters :many
-- Newest first; an empty state means any. Page on with the wall time of the last.
SELECT * FROM letter
WHERE wall < sqlc.arg(before) AND (state = sqlc.arg(state) OR sqlc.arg(state) = '')
ORDER BY wall DESC, id DESC LIMIT sqlc.arg(most);

-- name: ListLettersOf :many
SELECT * FROM letter
WHERE profile = sqlc.arg(profile) AND wall < sqlc.arg(before) AND (state = sqlc.arg(state) OR sqlc.arg(state) = '')
ORDER BY wall DESC, id DESC LIMIT sqlc.arg(most);

-- name: ListLettersTo :many
SELECT * FROM letter
WHERE to_number = sqlc.arg(recipient) AND wall < sqlc.arg(before)
  AND (profile = sqlc.arg(profile) OR sqlc.arg(profile) = '') AND (state = sqlc.arg(state) OR sqlc.arg(state) = '')
ORDER BY wall DESC, id DESC LIMIT sqlc.arg(most);

-- name: ListDue :many
SELECT id FROM letter WHERE profile = $1 AND due_at > 0 AND due_at <= $2 ORDER BY due_at, id;

-- name: FindByConsignment :one
SELECT id FROM letter WHERE profile = $1 AND consignment = $2;

-- name: FindByMessage :one
SELECT id FROM letter WHERE profile = $1 AND id = $2;

-- name: FindByTransmission :one
SELECT letter FROM transmission WHERE profile = $1 AND id = $2;

-- name: InsertTransmission :exec
INSERT INTO transmission (profile, id, letter) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;
