package org.cairn.app.web.casework;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.cairn.app.text.Texts;

/** Times of records, as a reader reads them. Stateless. */
final class CaseWhen {
  private CaseWhen() {}

  /** A writer's clock in words; as it stands where it is no time. */
  static String of(Optional<String> time, Texts texts) {
    if (time.isEmpty()) {
      return "";
    }
    try {
      return texts.instant(Instant.parse(time.get()));
    } catch (DateTimeException e) {
      return Texts.clean(time.get());
    }
  }
}
