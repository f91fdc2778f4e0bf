package org.cairn.exchange.internal.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.heritage.place.PlaceDescription;

/** What the general table reader makes of a row, for whoever writes one. Single-thread. */
public final class RowReadBack {
  private final Columns columns;
  private final PlaceRows reader;

  public RowReadBack(List<String> headings) {
    columns = Columns.of(new TableRow("", 1, headings, List.of()));
    reader = MappedDialect.guessed().reader(columns, List.of());
  }

  /**
   * @param place empty where the row was refused
   * @param refused headings of the cells that it was refused for
   */
  public record Read(Optional<PlaceDescription> place, Set<String> refused) {
    public Read {
      refused = Set.copyOf(refused);
    }
  }

  /**
   * @param cells one for each heading
   */
  public Read read(String id, List<String> cells) {
    PlaceDraft draft = new PlaceDraft(columns, false);
    TableRow row = new TableRow("", 2, cells, List.of());
    reader.read(List.of(new RowCells(row, draft, reader.idColumn())));
    Set<String> refused =
        draft.refusals().stream()
            .map(each -> each.finding().field().orElse(""))
            .collect(Collectors.toSet());
    return draft.refusals().isEmpty()
        ? new Read(
            Optional.of(
                new PlaceDescription(id, draft.statements(), draft.sensitivity(), draft.extras())),
            refused)
        : new Read(Optional.empty(), refused);
  }
}
