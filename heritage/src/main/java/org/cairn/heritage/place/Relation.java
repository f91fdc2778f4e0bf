package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * How a place stands to another.
 *
 * @param target id of a place in this register, or a URI, as read; empty where the source has only
 *     words
 * @param label the other place in the source's words
 * @param asRead the source's own word for the relation
 */
public record Relation(
    Type type,
    Optional<String> target,
    Optional<String> label,
    Optional<String> asRead,
    Attribution attribution)
    implements Statement {
  public Relation {
    if (target.isEmpty() && label.isEmpty()) {
      throw new IllegalArgumentException(
          "A relation needs the other place's id or name, found neither: leave it out");
    }
    TextLimit.URI.check("a relation's target", target);
    TextLimit.LONG.check("a relation's label", label);
    TextLimit.SHORT.check("a relation's type", asRead);
  }

  public static Relation to(Type type, String target) {
    return new Relation(
        type, Optional.of(target), Optional.empty(), Optional.empty(), Attribution.NONE);
  }

  public Relation withLabel(String label) {
    return new Relation(type, target, Optional.of(label), asRead, attribution);
  }

  public Relation withAsRead(String asRead) {
    return new Relation(type, target, label, Optional.of(asRead), attribution);
  }

  @Override
  public Relation withAttribution(Attribution attribution) {
    return new Relation(type, target, label, asRead, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.RELATION;
  }

  /** Codes are written to records; adding one is compatible. */
  public enum Type {
    PART_OF("part-of"),
    HAS_PART("has-part"),
    SUCCESSOR_OF("successor-of"),
    PREDECESSOR_OF("predecessor-of"),
    MOVED_FROM("moved-from"),
    MOVED_TO("moved-to"),
    RELATED_TO("related-to"),
    /** Anything else; see {@link Relation#asRead()}. */
    OTHER("other");

    private final String code;

    Type(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
