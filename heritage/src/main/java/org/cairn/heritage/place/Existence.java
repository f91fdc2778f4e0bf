package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * That a place existed or was in use at some time: the attribution's times are the statement.
 *
 * @param phase the source's own word, such as {@code construction} or {@code cultural period}
 */
public record Existence(Optional<String> phase, Attribution attribution) implements Statement {
  public Existence {
    TextLimit.SHORT.check("a phase", phase);
    if (attribution.times().isEmpty() && phase.isEmpty()) {
      throw new IllegalArgumentException(
          "A statement of existence needs a time or a phase, found neither: leave it out");
    }
  }

  @Override
  public Existence withAttribution(Attribution attribution) {
    return new Existence(phase, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.EXISTENCE;
  }
}
