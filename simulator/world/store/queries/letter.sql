-- name: InsertLetter :exec
INSERT INTO letter (key, name, message, dispatch, party, system, state, destination, submission, outcome)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: UpdateLetter :exec
UPDATE letter SET state = $2, destination = $3, outcome = $4 WHERE key = $1;

-- name: LastLetter :one
SELECT CAST(COALESCE(MAX(key), 0) AS BIGINT) FROM letter WHERE key BETWEEN @low AND @high;

-- name: Letter :one
SELECT key, submission, outcome FROM letter WHERE key = $1;

-- name: LettersNamed :many
SELECT key, submission, outcome FROM letter WHERE name = $1 ORDER BY key;

-- name: LettersOfMessage :many
SELECT key, submission, outcome FROM letter WHERE message = $1 ORDER BY key DESC;

-- name: LettersOfDispatch :many
SELECT key, submission, outcome FROM letter WHERE dispatch = $1 ORDER BY key DESC;

-- name: LetterKeysInState :many
SELECT key FROM letter WHERE state = $1 ORDER BY key;

-- The lists below are driven by one index each; 0 means "any" for the rest.

-- name: LettersPage :many
SELECT key, submission, outcome FROM letter
WHERE key BETWEEN @low AND @high AND (CAST(@destination AS BIGINT) = 0 OR destination = @destination)
ORDER BY key DESC LIMIT @page OFFSET @skip;

-- name: CountLetters :one
SELECT COUNT(*) FROM letter
WHERE key BETWEEN @low AND @high AND (CAST(@destination AS BIGINT) = 0 OR destination = @destination);

-- name: LettersOfParty :many
SELECT key, submission, outcome FROM letter
WHERE party = @party AND (CAST(@system AS BIGINT) = 0 OR system = @system)
  AND (CAST(@state AS BIGINT) = 0 OR state = @state) AND (CAST(@destination AS BIGINT) = 0 OR destination = @destination)
ORDER BY key DESC LIMIT @page OFFSET @skip;

-- name: CountLettersOfParty :one
SELECT COUNT(*) FROM letter
WHERE party = @party AND (CAST(@system AS BIGINT) = 0 OR system = @system)
  AND (CAST(@state AS BIGINT) = 0 OR state = @state) AND (CAST(@destination AS BIGINT) = 0 OR destination = @destination);

-- name: LettersOfSystem :many
SELECT key, submission, outcome FROM letter
WHERE system = @system
  AND (CAST(@state AS BIGINT) = 0 OR state = @state) AND (CAST(@destination AS BIGINT) = 0 OR destination = @destination)
ORDER BY key DESC LIMIT @page OFFSET @skip;

-- name: CountLettersOfSystem :one
SELECT COUNT(*) FROM letter
WHERE system = @system
  AND (CAST(@state AS BIGINT) = 0 OR state = @state) AND (CAST(@destination AS BIGINT) = 0 OR destination = @destination);

-- name: LettersInState :many
SELECT key, submission, outcome FROM letter
WHERE state = @state AND (CAST(@destination AS BIGINT) = 0 OR destination = @destination)
ORDER BY key DESC LIMIT @page OFFSET @skip;

-- name: CountLettersInState :one
SELECT COUNT(*) FROM letter
WHERE state = @state AND (CAST(@destination AS BIGINT) = 0 OR destination = @destination);
