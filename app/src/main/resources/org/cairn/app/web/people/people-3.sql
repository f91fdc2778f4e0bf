-- From schema 2 to 3: people whom their institutions sign in. As in people.sql.

ALTER TABLE memberships ADD COLUMN source TEXT NOT NULL DEFAULT '';

ALTER TABLE sessions ADD COLUMN proved INTEGER NOT NULL DEFAULT 0;

UPDATE sessions SET proved = began;

ALTER TABLE sessions ADD COLUMN issuer TEXT;

ALTER TABLE sessions ADD COLUMN subject TEXT;

ALTER TABLE sessions ADD COLUMN provider_session TEXT;

ALTER TABLE sessions ADD COLUMN id_token TEXT;

CREATE TABLE identities (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES persons (id),
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  name TEXT NOT NULL,
  linked INTEGER NOT NULL,
  used INTEGER,
  shut INTEGER,
  UNIQUE (issuer, subject)
) STRICT;

CREATE INDEX identities_of_person ON identities (person);

CREATE TABLE newcomers (
  id TEXT PRIMARY KEY,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  name TEXT NOT NULL,
  username TEXT NOT NULL,
  email TEXT NOT NULL,
  groups TEXT NOT NULL,
  came INTEGER NOT NULL,
  refused INTEGER,
  UNIQUE (issuer, subject)
) STRICT;
