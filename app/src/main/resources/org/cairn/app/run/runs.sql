CREATE TABLE catalogs (
  name TEXT PRIMARY KEY,
  href TEXT NOT NULL,
  sign TEXT,
  retired INTEGER NOT NULL,
  private INTEGER NOT NULL
) STRICT;

CREATE TABLE credentials (
  catalog TEXT NOT NULL,
  host TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  secret TEXT NOT NULL,
  changed INTEGER NOT NULL,
  PRIMARY KEY (catalog, host)
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run TEXT NOT NULL UNIQUE,
  catalog TEXT NOT NULL,
  asked TEXT NOT NULL,
  starter TEXT NOT NULL,
  person TEXT,
  resumes INTEGER,
  tries INTEGER NOT NULL,
  state TEXT NOT NULL,
  began INTEGER NOT NULL,
  ended INTEGER,
  pid INTEGER,
  pid_since INTEGER,
  outcome TEXT,
  code TEXT,
  reason TEXT
) STRICT;

CREATE INDEX runs_state ON runs (state);

CREATE TABLE schedules (
  catalog TEXT PRIMARY KEY,
  every TEXT NOT NULL,
  day INTEGER NOT NULL,
  time TEXT NOT NULL,
  zone TEXT NOT NULL,
  jitter INTEGER NOT NULL,
  paused INTEGER NOT NULL,
  asked TEXT NOT NULL,
  due INTEGER NOT NULL,
  last INTEGER
) STRICT;

CREATE TABLE notes (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT
