package org.cairn.register;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.geopackage.Table;
import org.cairn.heritage.TextLimit;
import org.cairn.register.PairDecision.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decisions about pairs of places as records of the ledger, and as rows of the register:
 *
 * <pre>
 * {"type":"place-pair","places":[ID,ID],"decision":"same"|"different"|"undone","by":TEXT,"note":TEXT}
 * </pre>
 *
 * The ids are in their order; {@code by} and {@code note} name persons and are protected.
 * Stateless.
 */
final class PairRecords {
  static final String TYPE = "place-pair";

  /** Its {@code fid} is the index of the entry. */
  static final Table DECISIONS =
      Table.attributes(
          "pair_decisions",
          "What was decided of two places, the newest of a pair stands; fid is the entry",
          "first TEXT NOT NULL",
          "second TEXT NOT NULL",
          "decision TEXT NOT NULL",
          "author TEXT",
          "note TEXT",
          "time TEXT");

  private static final Set<String> PROTECTED = Set.of("by", "note");
  private static final int DIGESTS = 4;

  private PairRecords() {}

  /**
   * @throws IllegalArgumentException where a text is blank or too long
   */
  static Draft draft(PlacePair pair, Verdict verdict, String by, Optional<String> note) {
    TextLimit.SHORT.check("who decides", by);
    TextLimit.LONG.check("a note", note);
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", TYPE)
            .put("decision", verdict.code())
            .put("by", by);
    record.putArray("places").add(pair.first()).add(pair.second());
    note.ifPresent(text -> record.put("note", text));
    return new Draft(record, PROTECTED, DIGESTS);
  }

  /**
   * Values of {@link #DECISIONS}.
   *
   * @throws IllegalArgumentException where a member is none of these
   */
  static List<@Nullable Object> values(ObjectNode record) {
    JsonNode places = record.path("places");
    if (places.size() != 2 || !places.path(0).isString() || !places.path(1).isString()) {
      throw new IllegalArgumentException(
          "expected two ids in member 'places', found " + places.size() + " values");
    }
    PlacePair pair = new PlacePair(places.path(0).stringValue(), places.path(1).stringValue());
    List<@Nullable Object> values = new ArrayList<>();
    values.add(pair.first());
    values.add(pair.second());
    values.add(verdict(record.path("decision").asString("")).code());
    for (String member : List.of("by", "note", "time")) {
      values.add(RegisterEntry.text(record, member).orElse(null));
    }
    return values;
  }

  private static Verdict verdict(String code) {
    return Stream.of(Verdict.values())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected same, different or undone in member 'decision', found another"));
  }

  static PairDecisions read(Connection sqlite) throws SQLException {
    List<PairDecision> all = new ArrayList<>();
    try (Statement statement = sqlite.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT fid, first, second, decision, author, note, time FROM pair_decisions"
                    + " ORDER BY fid")) {
      while (rows.next()) {
        all.add(
            new PairDecision(
                rows.getLong(1),
                Optional.ofNullable(rows.getString(7)),
                new PlacePair(rows.getString(2), rows.getString(3)),
                verdict(rows.getString(4)),
                Optional.ofNullable(rows.getString(5)),
                Optional.ofNullable(rows.getString(6))));
      }
    } catch (IllegalArgumentException edited) {
      throw new SQLException("Table 'pair_decisions' has a row that Cairn did not write", edited);
    }
    return new PairDecisions(all);
  }
}
