package org.cairn.exchange.internal.eamena;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.vocabulary.Eamena;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The columns of one exported feature while they are read: what no statement says is kept. They are
 * found whatever blanks stand around their names. Single-thread, one for each feature.
 */
final class ExportedCells {
  static final String SOURCE = "eamena";

  private final ObjectNode feature;
  private final EamenaWords words;
  private final Problems problems;
  private final Map<String, String> cells = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Statement> statements = new ArrayList<>();
  private final List<Extra> extras = new ArrayList<>();

  ExportedCells(ObjectNode feature, EamenaWords words, Problems problems) {
    this.feature = feature;
    this.words = words;
    this.problems = problems;
    for (Map.Entry<String, JsonNode> each : feature.path("properties").properties()) {
      if (each.getValue().isValueNode() && !each.getValue().isNull()) {
        cells.put(each.getKey().strip(), each.getValue().asString());
      }
    }
  }

  ObjectNode feature() {
    return feature;
  }

  EamenaWords words() {
    return words;
  }

  Problems problems() {
    return problems;
  }

  List<Statement> statements() {
    return statements;
  }

  List<Extra> extras() {
    return extras;
  }

  /** By heading, without blanks around it. */
  Map<String, String> texts() {
    return cells;
  }

  void take(Collection<String> columns) {
    taken.addAll(columns);
  }

  /** A word of a column as a term; what is to be said of it is told. */
  Term word(Eamena list, String column, String label) {
    return words.term(
        list,
        CleanText.key(column),
        label,
        (code, value, message, expected, whatToDo) ->
            problems.note(code, column, value, message, expected, whatToDo));
  }

  /** Values that may hold the separator themselves, which their list knows. */
  List<Optional<String>> values(Eamena list, String column) {
    return cell(column).stream()
        .flatMap(text -> list.terms().split(text).stream())
        .map(piece -> Optional.of(piece).filter(text -> !text.isBlank() && !text.equals("None")))
        .toList();
  }

  /** The text of a column, empty where it says nothing. */
  Optional<String> cell(String column) {
    return Optional.ofNullable(cells.get(column)).filter(text -> !ParallelList.isEmpty(text));
  }

  /** Whether two columns have as many values; told where they do not. */
  boolean aligned(
      String column, List<Optional<String>> values, String other, List<Optional<String>> words) {
    boolean aligned = words.isEmpty() || values.size() == words.size();
    if (!aligned && !values.isEmpty()) {
      problems.note(
          Code.LIST_MISALIGNED,
          column,
          cells.getOrDefault(column, ""),
          "It has %d value(s), but '%s' has %d; which belongs to which was not guessed."
              .formatted(values.size(), other, words.size()),
          "as many values as in the other column",
          "Correct the record in the database.");
    }
    return aligned;
  }

  /** False, told and left to be kept where the domain refuses the statement. */
  boolean add(String column, Supplier<Statement> build) {
    try {
      statements.add(build.get());
      taken.add(column);
      return true;
    } catch (IllegalArgumentException e) {
      malformed(column, e);
      return false;
    }
  }

  void malformed(String column, IllegalArgumentException e) {
    problems.note(
        Code.STATEMENT_MALFORMED,
        column,
        "",
        e.getMessage() + ". It was kept as it is, but is no statement.",
        "",
        "Correct it.");
  }

  /** What no statement says, column by column. */
  void keepRest() {
    for (Map.Entry<String, JsonNode> each : feature.path("properties").properties()) {
      String column = each.getKey();
      JsonNode value = each.getValue();
      if (value.isContainer()) {
        Extras.keep(extras, problems, SOURCE, column, value);
      } else if (cell(column.strip()).isPresent() && !taken.contains(column.strip())) {
        keep(column, value);
      }
    }
    for (Map.Entry<String, JsonNode> each : feature.properties()) {
      if (!Set.of("type", "geometry", "properties", "bbox").contains(each.getKey())
          && !Json.isBlank(each.getValue())) {
        Extras.keep(extras, problems, SOURCE, each.getKey(), each.getValue());
      }
    }
  }

  private void keep(String column, JsonNode value) {
    try {
      extras.add(Extra.text(SOURCE, column, value.asString()));
    } catch (IllegalArgumentException e) {
      Extras.keep(extras, problems, SOURCE, column, value);
    }
  }
}
