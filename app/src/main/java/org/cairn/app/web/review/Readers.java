package org.cairn.app.web.review;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.people.People;
import org.cairn.app.web.people.Tables;

/**
 * Who was shown judgements as a reader, without having judged: should they judge later, for another
 * organisation or with another role, that counts as known to them. Thread-safe.
 */
final class Readers {
  private final Tables tables;
  private final ReadOnlyMode mode;

  private record Reading(String person, String alert) {}

  /** While the node takes nothing in; kept with the next one that is noted then. */
  private final Set<Reading> waiting = ConcurrentHashMap.newKeySet();

  Readers(People people, ReadOnlyMode mode) throws IOException {
    this.mode = mode;
    this.tables =
        people.tables(
            """
            CREATE TABLE IF NOT EXISTS review_readers (
              person TEXT NOT NULL, alert TEXT NOT NULL, PRIMARY KEY (person, alert)) STRICT
            """);
  }

  void note(String person, String alert) throws IOException {
    waiting.add(new Reading(person, alert));
    mode.note(this::keep);
  }

  private void keep() throws IOException {
    for (Reading each : waiting) {
      tables.change(
          "INSERT OR IGNORE INTO review_readers VALUES (?, ?)", each.person(), each.alert());
      waiting.remove(each);
    }
  }

  boolean hasRead(String person, String alert) throws IOException {
    return waiting.contains(new Reading(person, alert))
        || tables
            .find(
                "SELECT 1 FROM review_readers WHERE person = ? AND alert = ?",
                row -> true,
                person,
                alert)
            .isPresent();
  }
}
