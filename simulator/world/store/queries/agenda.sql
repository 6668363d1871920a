-- name: InsertDue :exec
INSERT INTO agenda (key, at, task, letter) VALUES ($1, $2, $3, $4);

-- name: DeleteDue :exec
DELETE FROM agenda WHERE key = $1;

-- name: Agenda :many
SELECT key, at, task, letter FROM agenda WHERE key BETWEEN @low AND @high ORDER BY at, key;
