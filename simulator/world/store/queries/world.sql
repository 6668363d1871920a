-- name: InsertWorld :exec
INSERT INTO world (space, id, gone, spec, state) VALUES ($1, $2, 0, $3, $4);

-- name: UpdateWorld :exec
UPDATE world SET state = $2 WHERE space = $1;

-- name: RetireWorld :exec
UPDATE world SET gone = 1 WHERE space = $1;

-- name: Worlds :many
SELECT space, id, gone, spec, state FROM world ORDER BY space;

-- Rows of retired worlds go in slices, so that no removal holds up others. The
-- row of the newest space stays: it is what keeps spaces from being used again.

-- name: ForgetWorld :exec
DELETE FROM world WHERE world.space = $1 AND gone = 1 AND world.space < (SELECT MAX(w.space) FROM world w);

-- name: RemoveLedger :execrows
DELETE FROM ledger WHERE ledger.key IN (SELECT l.key FROM ledger l WHERE l.key BETWEEN @low AND @high LIMIT @slice);

-- name: RemoveLetters :execrows
DELETE FROM letter WHERE letter.key IN (SELECT l.key FROM letter l WHERE l.key BETWEEN @low AND @high ORDER BY l.key LIMIT @slice);

-- name: RemoveReceipts :execrows
DELETE FROM receipt WHERE receipt.key IN (SELECT r.key FROM receipt r WHERE r.key BETWEEN @low AND @high LIMIT @slice);

-- name: RemoveAgenda :execrows
DELETE FROM agenda WHERE agenda.key IN (SELECT a.key FROM agenda a WHERE a.key BETWEEN @low AND @high LIMIT @slice);

-- name: RemoveParties :execrows
DELETE FROM party WHERE party.key IN (SELECT p.key FROM party p WHERE p.key BETWEEN @low AND @high LIMIT @slice);

-- name: RemoveAuthorities :execrows
DELETE FROM authority WHERE authority.key BETWEEN @low AND @high;

-- name: RemoveSystems :execrows
DELETE FROM system WHERE system.key BETWEEN @low AND @high;

-- name: RemoveChunks :execrows
DELETE FROM chunk WHERE chunk.document IN (SELECT d.key FROM document d WHERE d.key BETWEEN @low AND @high ORDER BY d.key LIMIT @slice);

-- name: RemoveDocuments :execrows
DELETE FROM document WHERE document.key IN (SELECT d.key FROM document d WHERE d.key BETWEEN @low AND @high ORDER BY d.key LIMIT @slice);
