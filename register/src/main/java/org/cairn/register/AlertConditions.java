package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link AlertQuery} as conditions in SQL on a row {@code r} of {@link ReviewTables#REVIEWS}, and
 * the way to the rows that looks at the fewest: few rows of an index that meet one condition, else
 * all in the order of the queue. Immutable.
 */
final class AlertConditions {
  /** So many rows are sorted in less time than a page may take. */
  static final int FEW = 2_000;

  /** So many rows are found by who judged or by names in less time than all are looked at. */
  private static final int MANY = 40_000;

  /** All rows in the order of the queue. */
  static final String IN_ORDER = "reviews r INDEXED BY reviews_rank";

  /** The same status by status. */
  static final String BY_STATUS = "reviews r INDEXED BY reviews_status";

  private static final String BY_PLACE = "reviews r INDEXED BY reviews_place";

  private final String from;
  private final List<String> conditions;
  private final List<Object> values;

  private AlertConditions(String from, List<String> conditions, List<Object> values) {
    this.from = from;
    this.conditions = List.copyOf(conditions);
    this.values = List.copyOf(values);
  }

  /**
   * @param otherwise the way to the rows where nothing narrows them
   */
  static AlertConditions of(Connection sqlite, AlertQuery query, String otherwise)
      throws SQLException {
    Making making = new Making(sqlite, query, true);
    making.narrowed();
    return making.make(otherwise);
  }

  /** Of rows whose order is of no account, so that there may be many. */
  static AlertConditions toCount(Connection sqlite, AlertQuery query) throws SQLException {
    Making making = new Making(sqlite, query, false);
    making.narrowed();
    return making.make(BY_STATUS);
  }

  /** Of the alerts of one place, whose id is the first parameter, and which has such a name. */
  static AlertConditions ofOnePlace(Connection sqlite, AlertQuery query) throws SQLException {
    Making making = new Making(sqlite, query, true);
    making.from = Optional.of(BY_PLACE);
    making.conditions.add("r.place = ?");
    making.judged();
    making.others();
    return making.make(BY_PLACE);
  }

  /** The row or rows after FROM. */
  String from() {
    return from;
  }

  /** With one more condition, if any; with WHERE. */
  String where(String... more) {
    List<String> all = new ArrayList<>(conditions);
    all.addAll(List.of(more));
    return all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all);
  }

  /**
   * Sets the values of the conditions; the number of the next parameter.
   *
   * @param first of parameters before these
   */
  int put(PreparedStatement select, Object... first) throws SQLException {
    int at = 1;
    for (Object value : first) {
      select.setObject(at++, value);
    }
    for (Object value : values) {
      select.setObject(at++, value);
    }
    return at;
  }

  /** One question's conditions while they are put together. */
  private static final class Making {
    private final Connection sqlite;
    private final AlertQuery query;
    private final boolean inOrder;
    private final int few;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private Optional<String> from = Optional.empty();

    Making(Connection sqlite, AlertQuery query, boolean inOrder) {
      this.sqlite = sqlite;
      this.query = query;
      this.inOrder = inOrder;
      this.few = inOrder ? FEW : MANY;
    }

    AlertConditions make(String otherwise) {
      return new AlertConditions(from.orElse(otherwise), conditions, values);
    }

    void narrowed() throws SQLException {
      judged();
      if (query.place().isPresent()) {
        from = from.or(() -> Optional.of(BY_PLACE));
        add("r.place = ?", query.place().get());
      }
      if (query.placeName().isPresent()) {
        named(query.placeName().get());
      }
      others();
    }

    /** First of all: what stands in FROM has its value first. */
    void judged() throws SQLException {
      judged("person", query.judgedBy());
      judged("organisation", query.judgedByOrganisation());
    }

    /** All but what is said of place and who judged. */
    void others() throws SQLException {
      if (query.statuses().size() == 1) {
        add("r.status = ?", query.statuses().iterator().next().code());
      } else if (!query.statuses().isEmpty()) {
        List<String> codes =
            query.statuses().stream().map(each -> "'" + each.code() + "'").toList();
        conditions.add("r.status IN (%s)".formatted(String.join(", ", codes)));
      }
      notJudged("person", query.notJudgedBy());
      notJudged("organisation", query.notJudgedByOrganisation());
      days();
      if (query.leastAreaSquareMetres().isPresent()) {
        double most = 0.0 - query.leastAreaSquareMetres().getAsDouble();
        add("r.minus_area <= ?", most);
        narrow("reviews r INDEXED BY reviews_area", "reviews WHERE minus_area <= ?", most);
      }
      if (query.largestByChance().isPresent()) {
        add("r.by_chance <= ?", query.largestByChance().getAsDouble());
      }
    }

    private void add(String condition, Object... its) {
      conditions.add(condition);
      values.addAll(List.of(its));
    }

    /** Takes this way to the rows where it meets few, and nothing narrower was found. */
    private void narrow(String way, String counted, Object... its) throws SQLException {
      if (from.isEmpty() && count(counted, FEW + 1, its) <= FEW) {
        from = Optional.of(way);
      }
    }

    private long count(String counted, int most, Object... its) throws SQLException {
      try (PreparedStatement select =
          sqlite.prepareStatement(
              "SELECT count(*) FROM (SELECT 1 FROM %s LIMIT %d)".formatted(counted, most))) {
        for (int at = 0; at < its.length; at++) {
          select.setObject(at + 1, its[at]);
        }
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? row.getLong(1) : 0;
        }
      }
    }

    private void days() throws SQLException {
      if (query.from().isEmpty() && query.until().isEmpty()) {
        return;
      }
      // Days of a year before 1000 or after 9999 are none that an image has.
      String first = query.from().map(Object::toString).orElse("");
      String last = query.until().map(Object::toString).orElse("\uFFFF");
      add("r.raised BETWEEN ? AND ?", first, last);
      narrow(
          "reviews r INDEXED BY reviews_raised",
          "reviews WHERE raised BETWEEN ? AND ?",
          first,
          last);
    }

    private void judged(String by, Optional<String> id) throws SQLException {
      if (id.isEmpty()) {
        return;
      }
      if (from.isEmpty()
          && count("judgements WHERE %s = ?".formatted(by), few + 1, id.get()) <= few) {
        from =
            Optional.of(
                "(SELECT DISTINCT alert FROM judgements WHERE %s = ?) judged CROSS JOIN reviews r ON r.alert = judged.alert"
                    .formatted(by));
        values.addFirst(id.get());
      } else {
        add(judgedAlready(by), id.get());
      }
    }

    private void notJudged(String by, Optional<String> id) {
      id.ifPresent(known -> add("NOT " + judgedAlready(by), known));
    }

    private static String judgedAlready(String by) {
      return by.equals("person")
          ? "EXISTS (SELECT 1 FROM judgements j INDEXED BY judgements_person WHERE j.person = ? AND j.alert = r.alert)"
          : "EXISTS (SELECT 1 FROM judgements j INDEXED BY judgements_organisation WHERE j.organisation = ? AND j.alert = r.alert)";
    }

    private void named(String name) throws SQLException {
      List<String> ways = NameQuestion.waysOf(name);
      String asked = "";
      long met = 0;
      boolean beginnings = false;
      for (int way = 0; way < ways.size() && met == 0; way++) {
        asked = ways.get(way);
        beginnings = way == 0;
        met = count("names_search WHERE names_search MATCH ?", few + 1, asked);
      }
      if (met == 0) {
        conditions.add("0");
      } else if (met > few && beginnings && inOrder) {
        // Many places have such a name: whatever the order, enough of them are soon met.
        beginning(name);
      } else {
        if (met <= few) {
          from = from.or(() -> Optional.of(BY_PLACE));
        }
        add(
            "r.place IN (SELECT names.place FROM names_search CROSS JOIN names"
                + " ON names.fid = names_search.rowid WHERE names_search MATCH ?)",
            asked);
      }
    }

    /** That one name of the place has, for each word, one that begins so. */
    private void beginning(String name) {
      List<String> variants = new ArrayList<>();
      for (String asked : FoldedName.asked(name)) {
        List<String> words = FoldedName.list(asked);
        variants.add(
            String.join(
                " AND ", words.stream().map(word -> "instr(' ' || n.words, ?) > 0").toList()));
        words.forEach(word -> values.add(" " + word));
      }
      conditions.add(
          "EXISTS (SELECT 1 FROM names n INDEXED BY names_place WHERE n.place = r.place AND (%s))"
              .formatted(String.join(" OR ", variants)));
    }
  }
}
