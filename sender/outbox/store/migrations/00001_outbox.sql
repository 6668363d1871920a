-- The outbox of a sender. One schema for SQLite and PostgreSQL: TEXT, BIGINT and BYTEA only.
-- Instants are microseconds since 1970 in UTC; 0 is "none". "wall" is the machine's clock,
-- "at" the authority's (which a test may move).

-- +goose Up
CREATE TABLE letter (
    id          TEXT   NOT NULL PRIMARY KEY, -- the MeMo messageUUID, the same on every attempt
    profile     TEXT   NOT NULL,             -- the authority it is sent for
    consignment TEXT   NOT NULL,             -- AfsendelseIdentifikator, the same on every attempt
    channel     TEXT   NOT NULL,
    to_kind     TEXT   NOT NULL,
    to_number   TEXT   NOT NULL,
    title       TEXT   NOT NULL,
    content     TEXT   NOT NULL,             -- JSON: what else the draft says
    resend_of   TEXT   NOT NULL,             -- the letter this one sends again; '' for none
    at          BIGINT NOT NULL,
    wall        BIGINT NOT NULL,
    state       TEXT   NOT NULL,             -- StateOf(evidence), kept for lists
    due_at      BIGINT NOT NULL,             -- overdue from then on; 0: nothing is waited for
    pending     BIGINT NOT NULL              -- 1 while a job must still bring an answer
);
CREATE INDEX letter_by_wall ON letter (wall, id);
CREATE INDEX letter_by_profile ON letter (profile, wall, id);
CREATE INDEX letter_by_recipient ON letter (to_number, wall);
CREATE UNIQUE INDEX letter_by_consignment ON letter (consignment);
CREATE INDEX letter_due ON letter (profile, due_at) WHERE due_at > 0;
CREATE INDEX letter_pending ON letter (profile) WHERE pending = 1;

-- Documents are addressed by what they contain and stored in chunks, so that a large one
-- is never whole in memory and one sent to a thousand people is stored once.
CREATE TABLE document (
    hash TEXT   NOT NULL PRIMARY KEY, -- SHA-256, hexadecimal
    size BIGINT NOT NULL
);
CREATE TABLE chunk (
    hash TEXT   NOT NULL,
    n    BIGINT NOT NULL,
    data BYTEA  NOT NULL,
    PRIMARY KEY (hash, n)
);
CREATE TABLE enclosure (
    letter TEXT   NOT NULL,
    n      BIGINT NOT NULL, -- 0 is the main document
    hash   TEXT   NOT NULL,
    size   BIGINT NOT NULL,
    name   TEXT   NOT NULL,
    mime   TEXT   NOT NULL,
    PRIMARY KEY (letter, n)
);

CREATE TABLE evidence (
    letter       TEXT   NOT NULL,
    n            BIGINT NOT NULL, -- in the order in which the sender learnt it
    kind         TEXT   NOT NULL,
    report       TEXT   NOT NULL,
    code         TEXT   NOT NULL,
    words        TEXT   NOT NULL,
    channel      TEXT   NOT NULL,
    transmission TEXT   NOT NULL,
    receipt      TEXT   NOT NULL, -- id of the receipt, '' when it is not one
    stated       BIGINT NOT NULL, -- the instant the provider states
    at           BIGINT NOT NULL,
    wall         BIGINT NOT NULL,
    state        TEXT   NOT NULL, -- the letter's state with this evidence
    PRIMARY KEY (letter, n)
);

-- The provider's names for our letters: one for each answered attempt.
CREATE TABLE transmission (
    profile TEXT NOT NULL,
    id      TEXT NOT NULL,
    letter  TEXT NOT NULL,
    PRIMARY KEY (profile, id)
);

-- Every receipt that was acknowledged, once.
CREATE TABLE receipt (
    profile      TEXT   NOT NULL,
    id           TEXT   NOT NULL, -- BeskedId; the same on every attempt to deliver it
    letter       TEXT   NOT NULL, -- '' while no letter is known that it speaks of
    message      TEXT   NOT NULL,
    consignment  TEXT   NOT NULL,
    transmission TEXT   NOT NULL,
    report       TEXT   NOT NULL,
    code         TEXT   NOT NULL,
    words        TEXT   NOT NULL,
    channel      TEXT   NOT NULL,
    stated       BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    wall         BIGINT NOT NULL,
    PRIMARY KEY (profile, id)
);
CREATE INDEX receipt_unmatched ON receipt (profile, wall) WHERE letter = '';

-- +goose Down
DROP TABLE receipt;
DROP TABLE transmission;
DROP TABLE evidence;
DROP TABLE enclosure;
DROP TABLE chunk;
DROP TABLE document;
DROP TABLE letter;
