package org.cairn.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Statement;

/** Descriptions whose ids begin with the name of their list. */
final class Prefixed {
  private Prefixed() {}

  /** Relations to other places of the list follow; URIs and ids with a colon are nobody's row. */
  static PlaceDescription of(PlaceDescription place, String prefix) {
    if (prefix.isEmpty()) {
      return place;
    }
    List<Statement> statements = new ArrayList<>();
    for (Statement statement : place.statements()) {
      statements.add(
          statement instanceof Relation relation ? prefixed(relation, prefix) : statement);
    }
    return new PlaceDescription(
        prefix + place.id(), statements, place.sensitivity(), place.extra());
  }

  private static Relation prefixed(Relation relation, String prefix) {
    Optional<String> target = relation.target().map(id -> id.indexOf(':') >= 0 ? id : prefix + id);
    return new Relation(
        relation.type(), target, relation.label(), relation.asRead(), relation.attribution());
  }
}
