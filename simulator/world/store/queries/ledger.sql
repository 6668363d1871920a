-- name: AppendLedger :exec
INSERT INTO ledger (key, last, kinds, letter, party, system, body) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: LastEvent :one
SELECT CAST(COALESCE(MAX(last), 0) AS BIGINT) FROM ledger
WHERE key = (SELECT MAX(l.key) FROM ledger l WHERE l.key BETWEEN @low AND @high);

-- A row's key is its first event, so the row that holds the event after @after
-- may begin up to 63 events before it: @low is chosen accordingly.

-- name: LedgerPage :many
SELECT key, last, body FROM ledger
WHERE key BETWEEN @low AND @high AND last > @after AND (kinds & @kinds) <> 0
  AND (CAST(@system AS BIGINT) = 0 OR system = @system)
ORDER BY key LIMIT @page;

-- name: LedgerOfLetter :many
SELECT key, last, body FROM ledger
WHERE letter = @letter AND key BETWEEN @low AND @high AND last > @after AND (kinds & @kinds) <> 0
ORDER BY key LIMIT @page;

-- name: LedgerOfParty :many
SELECT l.key, l.last, l.body FROM ledger l
WHERE l.party = @party AND l.key BETWEEN @low AND @high AND l.last > @after AND (l.kinds & @kinds) <> 0
UNION ALL
SELECT m.key, m.last, m.body FROM ref r
  JOIN letter b ON b.key = CAST(@space AS BIGINT) + (r.key & 549755813887)
  JOIN ledger m ON m.letter = b.key
WHERE r.key BETWEEN @first_ref AND @last_ref AND b.party = @party
  AND m.key BETWEEN @low AND @high AND m.last > @after AND (m.kinds & @kinds) <> 0
ORDER BY 1 LIMIT @page;
