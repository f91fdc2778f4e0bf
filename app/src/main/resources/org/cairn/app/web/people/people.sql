-- Accounts of one node. Times are seconds since 1970 in UTC. Nothing here is in the ledger but ids of
-- persons and organisations, and the public keys of passkeys.

CREATE TABLE organisations (
  id TEXT PRIMARY KEY, -- as in the ledger
  name TEXT NOT NULL,
  public INTEGER NOT NULL DEFAULT 0, -- whether visitors are told of it
  made INTEGER NOT NULL
) STRICT;

CREATE TABLE persons (
  id TEXT PRIMARY KEY, -- random, as in the ledger
  login TEXT NOT NULL UNIQUE, -- folded: what is compared, of a machine none that could be typed
  name TEXT NOT NULL,
  contact TEXT,
  made INTEGER NOT NULL
) STRICT;

CREATE TABLE memberships (
  person TEXT NOT NULL REFERENCES persons (id),
  organisation TEXT NOT NULL REFERENCES organisations (id),
  roles TEXT NOT NULL, -- codes, by spaces
  since INTEGER NOT NULL,
  until INTEGER, -- null: it lasts
  source TEXT NOT NULL DEFAULT '' -- the issuer whose groups gave it, or empty: by hand
) STRICT;

CREATE INDEX memberships_of_person ON memberships (person);

CREATE TABLE passwords (
  person TEXT PRIMARY KEY REFERENCES persons (id),
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE second_factors (
  person TEXT PRIMARY KEY REFERENCES persons (id),
  secret BLOB NOT NULL,
  confirmed INTEGER NOT NULL, -- 0 until a code of it was given once
  step INTEGER NOT NULL -- of the last code that was accepted: none is accepted twice
) STRICT;

CREATE TABLE recovery_codes (
  person TEXT NOT NULL REFERENCES persons (id),
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE passkeys (
  credential TEXT PRIMARY KEY, -- base64url
  person TEXT NOT NULL REFERENCES persons (id),
  label TEXT NOT NULL,
  jwk TEXT NOT NULL,
  attested TEXT NOT NULL, -- attested credential data (WebAuthn, 6.5.2), base64url
  count INTEGER NOT NULL, -- the authenticator's, at its last use
  rp TEXT NOT NULL, -- for which it was made
  recorded INTEGER NOT NULL, -- whether the ledger has its key
  made INTEGER NOT NULL,
  used INTEGER
) STRICT;

CREATE INDEX passkeys_of_person ON passkeys (person);

CREATE TABLE links (
  hash TEXT PRIMARY KEY, -- of the token, which nobody keeps but whoever was given it
  kind TEXT NOT NULL, -- set-up, invitation, reset
  person TEXT REFERENCES persons (id),
  organisation TEXT REFERENCES organisations (id),
  roles TEXT NOT NULL,
  expires INTEGER NOT NULL
) STRICT;

CREATE TABLE attempts (
  who TEXT PRIMARY KEY, -- a login or an address, by a keyed hash
  failures INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_ins (
  person TEXT NOT NULL REFERENCES persons (id),
  time INTEGER NOT NULL,
  means TEXT NOT NULL -- password, second-factor, recovery-code, passkey, oidc, set-up, invitation, reset
) STRICT;

CREATE INDEX sign_ins_of_person ON sign_ins (person, time);

CREATE TABLE sessions (
  hash TEXT PRIMARY KEY, -- SHA-256 of the secret in the browser's cookie, which nobody else keeps
  person TEXT NOT NULL REFERENCES persons (id),
  organisation TEXT NOT NULL, -- for which they are here, or empty
  began INTEGER NOT NULL, -- when they signed in
  seen INTEGER NOT NULL, -- some minutes ago at most
  proved INTEGER NOT NULL DEFAULT 0, -- when they last showed who they are, here or to a provider
  issuer TEXT, -- null, as all below: they signed in here
  subject TEXT,
  provider_session TEXT, -- sid, where the provider says it
  id_token TEXT -- to say to the provider which session is over
) STRICT;

CREATE INDEX sessions_of_person ON sessions (person);

CREATE TABLE identities (
  id TEXT PRIMARY KEY, -- random
  person TEXT NOT NULL REFERENCES persons (id),
  issuer TEXT NOT NULL, -- with the subject, who somebody is for a provider
  subject TEXT NOT NULL,
  name TEXT NOT NULL, -- as the provider last called them
  linked INTEGER NOT NULL,
  used INTEGER,
  shut INTEGER, -- since when an administrator does not let it in any more
  UNIQUE (issuer, subject)
) STRICT;

CREATE INDEX identities_of_person ON identities (person);

CREATE TABLE newcomers (
  id TEXT PRIMARY KEY, -- random
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  name TEXT NOT NULL, -- as the provider says, like all below
  username TEXT NOT NULL,
  email TEXT NOT NULL,
  groups TEXT NOT NULL, -- one a line
  came INTEGER NOT NULL,
  refused INTEGER, -- null: they wait for an administrator
  UNIQUE (issuer, subject)
) STRICT;

CREATE TABLE drafts (
  person TEXT NOT NULL REFERENCES persons (id),
  form TEXT NOT NULL, -- feature and subject
  fields TEXT NOT NULL, -- JSON: name to values
  changed INTEGER NOT NULL,
  PRIMARY KEY (person, form)
) STRICT;

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
