-- Answers to requests of programs that brought a key, for a day. Times are seconds since 1970 in UTC.

CREATE TABLE requests (
  token TEXT NOT NULL, -- its id
  key TEXT NOT NULL, -- as the program chose it
  fingerprint TEXT NOT NULL, -- of the address and the body
  begun INTEGER NOT NULL,
  status INTEGER, -- null until it was answered
  type TEXT,
  location TEXT,
  body TEXT,
  problem TEXT, -- code, or empty
  PRIMARY KEY (token, key)
) STRICT;

CREATE INDEX requests_by_age ON requests (begun);
