package org.cairn.exchange;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.heritage.place.StatementKind;

/**
 * Something of a description that a format has no room for.
 *
 * @param place its id
 * @param kind of statement; empty where it is about what is beside the statements
 * @param statement its number within the kind, the first = 1
 * @param parts members of the statement that were lost or changed, as the record of a place names
 *     them; empty where all of it was left out
 * @param why one sentence
 */
public record NotCarried(
    String place,
    Optional<StatementKind> kind,
    OptionalInt statement,
    List<String> parts,
    String why) {
  public NotCarried {
    parts = List.copyOf(parts);
  }

  /** In one line: {@code p1, names 2: without author, role. …}. */
  public String describe() {
    StringBuilder line = new StringBuilder(place);
    kind.ifPresent(present -> line.append(", ").append(present.member()));
    statement.ifPresent(number -> line.append(' ').append(number));
    line.append(": ");
    if (!parts.isEmpty()) {
      line.append("without ").append(String.join(", ", parts)).append(". ");
    }
    return line.append(why).toString();
  }
}
