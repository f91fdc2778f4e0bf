package org.cairn.app.web.review;

import java.io.IOException;
import org.cairn.app.web.people.People;
import org.cairn.app.web.people.Tables;

/**
 * Who was shown judgements as a reader, without having judged: should they judge later, for another
 * organisation or with another role, that counts as known to them. Thread-safe.
 */
final class Readers {
  private final Tables tables;

  Readers(People people) throws IOException {
    this.tables =
        people.tables(
            """
            CREATE TABLE IF NOT EXISTS review_readers (
              person TEXT NOT NULL, alert TEXT NOT NULL, PRIMARY KEY (person, alert)) STRICT
            """);
  }

  void note(String person, String alert) throws IOException {
    tables.change("INSERT OR IGNORE INTO review_readers VALUES (?, ?)", person, alert);
  }

  boolean hasRead(String person, String alert) throws IOException {
    return tables
        .find(
            "SELECT 1 FROM review_readers WHERE person = ? AND alert = ?",
            row -> true,
            person,
            alert)
        .isPresent();
  }
}
