package org.cairn.exchange.internal.eamena;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one exported feature says of the condition of its place. */
final class ExportedCondition {
  /** The extra that holds the columns of condition that statements do not say wholly. */
  static final String CONDITION = "condition assessment";

  private static final Pattern COLUMNS =
      Pattern.compile(
          "(Assessment|Damage Extent|Detailed Condition|Disturbance|Effect|GE Imagery|Google Earth"
              + "|Imagery Acquisition|Intervention|Investigator Role|Overall Condition|Priority"
              + "|Recommendation|Threat)\\b.*");

  private ExportedCondition() {}

  /**
   * Reads the assessment of a feature, where no other feature of its place has the same columns.
   *
   * @param seen columns of condition that others have said already
   */
  static void read(ExportedCells cells, Set<String> seen) {
    ObjectNode columns = Json.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> each : cells.feature().path("properties").properties()) {
      boolean ofCondition = COLUMNS.matcher(each.getKey().strip()).matches();
      if (ofCondition && cells.cell(each.getKey().strip()).isPresent()) {
        columns.set(each.getKey(), each.getValue());
      }
    }
    cells.take(columns.propertyNames().stream().map(String::strip).toList());
    ExportedLine line = new ExportedLine(cells.texts(), cells.problems());
    if (columns.isEmpty() || !seen.add(columns.toString())) {
      return;
    }
    try {
      AssessmentReader reader = new AssessmentReader(cells.words());
      reader.add(line);
      cells.statements().addAll(reader.finish());
    } catch (IllegalArgumentException e) {
      line.unsayAll();
      cells.malformed(CONDITION, e);
    }
    List<String> said = line.saidHeadings();
    cells.take(said);
    List<String> left =
        columns.propertyNames().stream().filter(name -> !said.contains(name.strip())).toList();
    if (!left.isEmpty()) {
      Extras.keep(
          cells.extras(), cells.problems(), ExportedCells.SOURCE, CONDITION, columns.retain(left));
    }
  }
}
