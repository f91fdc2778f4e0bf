-- From schema 1, whose sessions were in the server's memory, to 2. As in people.sql.

ALTER TABLE persons DROP COLUMN sessions;

CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES persons (id),
  organisation TEXT NOT NULL,
  began INTEGER NOT NULL,
  seen INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_of_person ON sessions (person);
