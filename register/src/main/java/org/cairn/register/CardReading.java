package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.register.PlaceCard.CardName;

/** {@link PlaceCard}s and what places can be narrowed by, from the tables. Stateless. */
final class CardReading {
  /** Of one place; a card is no place for all of 3,000. */
  private static final int MOST_NAMES = 40;

  private static final int MOST_TYPES = 4;
  private static final int NAME_CHARACTERS = 200;
  private static final int MOST_FACETS = 60;

  private CardReading() {}

  /** In the order asked for, without those that are not there. */
  static List<PlaceCard> cards(Connection sqlite, List<Long> numbers) throws SQLException {
    if (numbers.isEmpty()) {
      return List.of();
    }
    Map<Long, List<CardName>> names = names(sqlite, numbers);
    Map<Long, List<String>> types =
        labels(sqlite, numbers, "types", "coalesce(types.label, types.term)", "types.fid");
    Map<Long, List<String>> conditions =
        labels(
            sqlite,
            numbers,
            "conditions",
            "coalesce(conditions.state, conditions.source_label, conditions.source_code)",
            "conditions.fid DESC");
    Map<Long, PlaceCard> cards = new HashMap<>();
    String sql =
        "SELECT fid, place, sensitivity, status, watched_until,"
            + " (SELECT count(*) FROM alerts WHERE alerts.place = places.place)"
            + " FROM places WHERE fid IN ("
            + marks(numbers)
            + ")";
    try (PreparedStatement select = asked(sqlite, sql, numbers);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        long number = rows.getLong(1);
        cards.put(
            number,
            new PlaceCard(
                number,
                rows.getString(2),
                rows.getString(3),
                names.getOrDefault(number, List.of()),
                types.getOrDefault(number, List.of()),
                conditions.getOrDefault(number, List.of()),
                Optional.ofNullable(rows.getString(4)),
                Optional.ofNullable(rows.getString(5)),
                rows.getInt(6)));
      }
    }
    return numbers.stream().filter(cards::containsKey).map(cards::get).toList();
  }

  /** Of each place some names, in the order of their sources. */
  static Map<Long, List<CardName>> names(Connection sqlite, List<Long> numbers)
      throws SQLException {
    if (numbers.isEmpty()) {
      return Map.of();
    }
    String sql =
        "SELECT places.fid, substr(names.name, 1, %d), length(names.name), names.language"
                .formatted(NAME_CHARACTERS)
            + " FROM places CROSS JOIN names ON names.place = places.place WHERE places.fid IN ("
            + marks(numbers)
            + ") ORDER BY places.fid, names.fid";
    Map<Long, List<CardName>> names = new HashMap<>();
    try (PreparedStatement select = asked(sqlite, sql, numbers);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        List<CardName> own = names.computeIfAbsent(rows.getLong(1), fid -> new ArrayList<>());
        if (own.size() < MOST_NAMES) {
          String text = rows.getString(2) + (rows.getInt(3) > NAME_CHARACTERS ? "…" : "");
          own.add(new CardName(text, Optional.ofNullable(rows.getString(4))));
        }
      }
    }
    return names;
  }

  private static Map<Long, List<String>> labels(
      Connection sqlite, List<Long> numbers, String table, String label, String order)
      throws SQLException {
    String sql =
        "SELECT places.fid, "
            + label
            + " FROM places CROSS JOIN %1$s ON %1$s.place = places.place".formatted(table)
            + " WHERE places.fid IN ("
            + marks(numbers)
            + ") ORDER BY places.fid, "
            + order;
    Map<Long, List<String>> labels = new HashMap<>();
    try (PreparedStatement select = asked(sqlite, sql, numbers);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        List<String> own = labels.computeIfAbsent(rows.getLong(1), fid -> new ArrayList<>());
        String one = rows.getString(2);
        if (one != null && own.size() < MOST_TYPES && !own.contains(one)) {
          own.add(one);
        }
      }
    }
    return labels;
  }

  /** What most places are said to be, by its label, with how many statements say so. */
  static Map<String, Integer> facets(Connection sqlite, PlaceSearch.Facet facet)
      throws SQLException {
    String sql =
        switch (facet) {
          case TYPE -> top("types", "label", "words");
          case CONDITION -> top("conditions", "state", "state_words");
          case DISTURBANCE -> top("disturbances", "category", "category_words");
          case ORGANISATION ->
              "SELECT organisation, count(*) AS n FROM contributions GROUP BY organisation"
                  + " ORDER BY n DESC, 1 LIMIT "
                  + MOST_FACETS;
        };
    Map<String, Integer> top = new LinkedHashMap<>();
    try (PreparedStatement select = sqlite.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        top.put(rows.getString(1), rows.getInt(2));
      }
    }
    return Collections.unmodifiableMap(top);
  }

  static Optional<YearSpan> years(Connection sqlite) throws SQLException {
    String sql =
        "SELECT (SELECT min(first_day) FROM times WHERE first_day >= %1$d),"
                .formatted(Days.firstOf(-YearSpan.FARTHEST))
            + " (SELECT max(last_day) FROM times WHERE last_day < %1$d)"
                .formatted(Days.firstOf(YearSpan.FARTHEST + 1));
    try (PreparedStatement select = sqlite.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      long first = rows.getLong(1);
      boolean some = !rows.wasNull();
      long last = rows.getLong(2);
      return some && !rows.wasNull() && first <= last
          ? Optional.of(new YearSpan(Days.year(first), Days.year(last)))
          : Optional.empty();
    }
  }

  private static String top(String table, String label, String words) {
    return "SELECT max(%2$s), count(*) AS n FROM %1$s WHERE %3$s <> '' AND %2$s NOT NULL GROUP BY %3$s ORDER BY n DESC, 1 LIMIT %4$d"
        .formatted(table, label, words, MOST_FACETS);
  }

  private static String marks(List<Long> numbers) {
    return String.join(",", Collections.nCopies(numbers.size(), "?"));
  }

  private static PreparedStatement asked(Connection sqlite, String sql, List<Long> numbers)
      throws SQLException {
    PreparedStatement select = sqlite.prepareStatement(sql);
    for (int at = 0; at < numbers.size(); at++) {
      select.setLong(at + 1, numbers.get(at));
    }
    return select;
  }
}
