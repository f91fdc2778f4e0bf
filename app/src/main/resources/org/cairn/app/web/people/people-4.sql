-- From schema 3 to 4, which has tokens of programs. As in people.sql.

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE, -- SHA-256 of the token, which nobody keeps but whoever was given it
  person TEXT NOT NULL REFERENCES persons (id), -- or machine
  organisation TEXT NOT NULL REFERENCES organisations (id), -- for which it speaks
  name TEXT NOT NULL,
  scopes TEXT NOT NULL, -- codes of rights, by spaces
  made INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER, -- the day of its last use, in days since 1970
  revoked INTEGER
) STRICT;

CREATE INDEX tokens_of_person ON tokens (person);
