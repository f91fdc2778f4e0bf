CREATE TABLE node (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  secret TEXT NOT NULL,
  row INTEGER NOT NULL,
  finding INTEGER NOT NULL
) STRICT;

CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  alert TEXT NOT NULL,
  place INTEGER NOT NULL,
  status TEXT NOT NULL,
  before TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX events_raised ON events (alert) WHERE kind = 'raised';

CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  organisation TEXT NOT NULL,
  wish TEXT NOT NULL,
  frequency TEXT NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  told TEXT NOT NULL,
  seen INTEGER NOT NULL,
  row INTEGER NOT NULL,
  digests INTEGER NOT NULL,
  due INTEGER NOT NULL,
  made INTEGER NOT NULL,
  last INTEGER,
  hook_version INTEGER NOT NULL,
  hook_changed INTEGER NOT NULL,
  feed_version INTEGER NOT NULL,
  asked INTEGER NOT NULL
) STRICT;

CREATE INDEX subscriptions_person ON subscriptions (person);

CREATE INDEX subscriptions_due ON subscriptions (state, due);

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  subscription TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  made INTEGER NOT NULL,
  content TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next INTEGER NOT NULL,
  told TEXT NOT NULL,
  UNIQUE (subscription, kind, number)
) STRICT;

CREATE INDEX outbox_next ON outbox (channel, state, next)
