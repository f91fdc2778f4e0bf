package org.cairn.exchange.internal.table;

import java.util.Collection;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cells of one row kept together, as {@code {"heading":"value"}} in the order of the columns: cells
 * that stand beside each other belong together. Blank ones are left out.
 */
public final class RowJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private RowJson() {}

  /** Empty where all the cells are blank. */
  public static Optional<String> of(TableRow row, Columns columns, Collection<Integer> kept) {
    ObjectNode node = MAPPER.createObjectNode();
    for (int column : kept) {
      if (!row.cell(column).isBlank()) {
        String heading = columns.heading(column);
        String member =
            node.has(heading) ? heading + " (" + SheetReader.letters(column) + ")" : heading;
        node.put(member, row.cell(column));
      }
    }
    return node.isEmpty() ? Optional.empty() : Optional.of(MAPPER.writeValueAsString(node));
  }
}
