-- +goose Up

-- Every key begins with a space: one world in one epoch (see key.go). A key is
-- the space in the upper bits and a running number below it, so that a world's
-- rows lie together and its removal is a range. Columns called "name" and those
-- that look like it (message, dispatch, party) are 64-bit fingerprints of the
-- space and a text; what they find is compared with the text itself.

CREATE TABLE world (
    space INTEGER PRIMARY KEY,
    id    TEXT   NOT NULL,
    gone  BIGINT NOT NULL, -- 1: reset or deleted, its rows wait for removal
    spec  BYTEA  NOT NULL,
    state BYTEA  NOT NULL  -- clock and settings
);
CREATE UNIQUE INDEX world_id ON world (id) WHERE gone = 0;

-- A row is what one step appended for one letter or party: up to 64 events.
CREATE TABLE ledger (
    key    INTEGER PRIMARY KEY, -- number of the first event
    last   BIGINT NOT NULL,     -- number of the last event, without the space
    kinds  BIGINT NOT NULL,     -- one bit for each kind of event in the row
    letter BIGINT,              -- key of the letter it is about
    party  BIGINT,              -- the party it is about, when no letter is
    system BIGINT NOT NULL,     -- key of the system concerned, 0 for none
    body   BYTEA  NOT NULL
);
CREATE INDEX ledger_letter ON ledger (letter) WHERE letter IS NOT NULL;
CREATE INDEX ledger_party ON ledger (party) WHERE party IS NOT NULL;

CREATE TABLE letter (
    key         INTEGER PRIMARY KEY,
    name        BIGINT NOT NULL, -- of its id
    message     BIGINT NOT NULL, -- of the messageUUID, 0 for none
    dispatch    BIGINT NOT NULL, -- of the dispatch id, 0 for none
    party       BIGINT NOT NULL, -- of the recipient
    system      BIGINT NOT NULL, -- key of the sender system
    state       BIGINT NOT NULL, -- the space and a small number
    destination BIGINT NOT NULL,
    submission  BYTEA  NOT NULL, -- what was handed in; never changes
    outcome     BYTEA  NOT NULL  -- what became of it
);
CREATE INDEX letter_system ON letter (system);
CREATE INDEX letter_state ON letter (state);

-- The index of letters by name, message, dispatch and party, kept by hand: such
-- an index is hit at random, so writing it letter by letter would cost a page for
-- each. It is written thousands of letters at a time, in order. A key is 24 bits
-- of the fingerprint and the letter's number.
CREATE TABLE ref (
    key INTEGER PRIMARY KEY
);

-- How far that has got in each space; letters above are indexed in memory.
CREATE TABLE indexed (
    space  INTEGER PRIMARY KEY,
    letter BIGINT NOT NULL
);

-- A row is what one step issued to one system about one letter.
CREATE TABLE receipt (
    key    INTEGER PRIMARY KEY,
    system BIGINT NOT NULL, -- key of the system
    last   BIGINT NOT NULL, -- number of the row's last receipt in the system's queue
    letter BIGINT NOT NULL,
    body   BYTEA  NOT NULL
);
CREATE INDEX receipt_system ON receipt (system, last);
CREATE INDEX receipt_letter ON receipt (letter);

CREATE TABLE agenda (
    key    INTEGER PRIMARY KEY,
    at     BIGINT NOT NULL, -- microseconds since 1970 UTC
    task   BIGINT NOT NULL,
    letter BIGINT NOT NULL  -- number of the letter, without the space
);

-- What differs from the built-in population, and who was added to it.
CREATE TABLE party (
    key   INTEGER PRIMARY KEY,
    name  BIGINT NOT NULL,
    added BIGINT,          -- the space and the kind, when not built in
    body  BYTEA  NOT NULL
);
CREATE UNIQUE INDEX party_name ON party (name);
CREATE INDEX party_added ON party (added) WHERE added IS NOT NULL;

CREATE TABLE authority (
    key  INTEGER PRIMARY KEY,
    body BYTEA NOT NULL
);

CREATE TABLE system (
    key          INTEGER PRIMARY KEY,
    acknowledged BIGINT NOT NULL, -- position in its receipt queue
    body         BYTEA  NOT NULL
);

CREATE TABLE document (
    key  INTEGER PRIMARY KEY,
    name BIGINT NOT NULL, -- of its hash
    hash TEXT   NOT NULL, -- "" while it is being written
    size BIGINT NOT NULL,
    body BYTEA           -- the whole content when it is at most one chunk
);
CREATE INDEX document_name ON document (name);

CREATE TABLE chunk (
    document BIGINT NOT NULL, -- key of the document
    place    BIGINT NOT NULL, -- from 0, each of 256 KiB but the last
    body     BYTEA  NOT NULL
);
CREATE UNIQUE INDEX chunk_place ON chunk (document, place);

-- +goose Down
DROP TABLE chunk;
DROP TABLE document;
DROP TABLE system;
DROP TABLE authority;
DROP TABLE party;
DROP TABLE agenda;
DROP TABLE receipt;
DROP TABLE indexed;
DROP TABLE ref;
DROP TABLE letter;
DROP TABLE ledger;
DROP TABLE world;
