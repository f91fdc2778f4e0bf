package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * How much of where a place is may be shown to everyone.
 *
 * @param cellMetres with {@link Level#GENERALISED} the side of the grid cell that is shown instead,
 *     1 to 1,000,000 metres, never a displaced point; else 0
 * @param reason why, in words for its keepers
 */
public record Sensitivity(Level level, int cellMetres, Optional<String> reason) {
  public static final Sensitivity PUBLIC = new Sensitivity(Level.PUBLIC, 0, Optional.empty());
  public static final Sensitivity WITHHELD = new Sensitivity(Level.WITHHELD, 0, Optional.empty());

  public Sensitivity {
    boolean fits =
        level == Level.GENERALISED ? cellMetres >= 1 && cellMetres <= 1_000_000 : cellMetres == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "A cell is 1 to 1,000,000 metres for generalised places and 0 for others, found "
              + cellMetres);
    }
    TextLimit.LONG.check("a reason for protection", reason);
  }

  public static Sensitivity generalised(int cellMetres) {
    return new Sensitivity(Level.GENERALISED, cellMetres, Optional.empty());
  }

  public Sensitivity withReason(String reason) {
    return new Sensitivity(level, cellMetres, Optional.of(reason));
  }

  /** Codes are written to records. */
  public enum Level {
    /** Locations are shown as they are. */
    PUBLIC("public"),
    /** A grid cell is shown, and said to be one. */
    GENERALISED("generalised"),
    /** No location is shown. */
    WITHHELD("withheld");

    private final String code;

    Level(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
