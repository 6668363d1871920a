-- name: InsertLetter :exec
INSERT INTO letter (key, name, message, dispatch, party, system, state, destination, submission, outcome)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: UpdateLetter :exec
UPDATE letter SET state = $2, destination = $3, outcome = $4 WHERE key = $1;

-- name: LastLetter :one
SELECT CAST(COALESCE(MAX(key), 0) AS BIGINT) FROM letter WHERE key BETWEEN @low AND @high;

-- name: Letter :one
SELECT key, submission, outcome FROM letter WHERE key = $1;

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

-- Letters of a party by its refs: @space is the space's first key, @low and
-- @high bound the refs.

-- name: LettersOfParty :many
SELECT l.key, l.submission, l.outcome FROM ref r JOIN letter l ON l.key = CAST(@space AS BIGINT) + (r.key & 549755813887)
WHERE r.key BETWEEN @low AND @high AND l.party = @party AND (CAST(@system AS BIGINT) = 0 OR l.system = @system)
  AND (CAST(@state AS BIGINT) = 0 OR l.state = @state) AND (CAST(@destination AS BIGINT) = 0 OR l.destination = @destination)
ORDER BY r.key DESC LIMIT @page OFFSET @skip;

-- name: CountLettersOfParty :one
SELECT COUNT(*) FROM ref r JOIN letter l ON l.key = CAST(@space AS BIGINT) + (r.key & 549755813887)
WHERE r.key BETWEEN @low AND @high AND l.party = @party AND (CAST(@system AS BIGINT) = 0 OR l.system = @system)
  AND (CAST(@state AS BIGINT) = 0 OR l.state = @state) AND (CAST(@destination AS BIGINT) = 0 OR l.destination = @destination);

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

-- name: Refs :many
SELECT key FROM ref WHERE key BETWEEN @low AND @high ORDER BY key DESC;

-- name: InsertRefs :exec
INSERT INTO ref (key) VALUES ($1), ($2), ($3), ($4), ($5), ($6), ($7), ($8) ON CONFLICT DO NOTHING;

-- name: DeleteRef :exec
DELETE FROM ref WHERE key = $1;

-- name: SetIndexed :exec
INSERT INTO indexed (space, letter) VALUES ($1, $2) ON CONFLICT (space) DO UPDATE SET letter = excluded.letter;

-- name: Indexed :one
SELECT letter FROM indexed WHERE space = $1;

-- name: DeleteIndexed :exec
DELETE FROM indexed WHERE space = $1;

-- name: LetterKeys :many
SELECT key, name, message, dispatch, party FROM letter WHERE key BETWEEN @low AND @high ORDER BY key LIMIT @page;
