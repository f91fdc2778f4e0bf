package org.cairn.exchange.internal.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.TableMapping;
import org.cairn.exchange.TableMapping.Meaning;
import org.cairn.exchange.internal.Finding;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Statement;

/**
 * Attributes of features, read as the columns of a table are: what their names mean is guessed, and
 * all others are kept word for word. Ids and coordinates are kept too, since a feature has its own.
 * Single-thread, one per file.
 */
public final class AttributeRows {
  /** A file in which each feature has other attributes must not fill the memory. */
  private static final int MAX_READERS = 1_000;

  private final String source;

  private final Map<List<String>, Reader> readers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Reader> eldest) {
          return size() > MAX_READERS;
        }
      };

  private record Reader(Columns columns, MappedRows rows) {}

  /**
   * What the attributes of one feature say.
   *
   * @param refusals all that is wrong with them, each with its attribute
   */
  public record Said(
      List<Statement> statements, List<Extra> extras, List<Finding> notes, List<Finding> refusals) {
    public Said {
      statements = List.copyOf(statements);
      extras = List.copyOf(extras);
      notes = List.copyOf(notes);
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * @param source of the extras: the format's name
   */
  public AttributeRows(String source) {
    this.source = source;
  }

  /**
   * @param attributes by name, in order; names are not blank
   */
  public Said read(int row, Map<String, String> attributes) {
    Reader reader =
        readers.computeIfAbsent(List.copyOf(attributes.keySet()), AttributeRows::reader);
    PlaceDraft draft = new PlaceDraft(reader.columns(), false);
    TableRow values = new TableRow("", row, List.copyOf(attributes.values()), List.of());
    reader.rows().read(new RowCells(values, draft, -1));
    return new Said(
        draft.statements(),
        draft.extras().stream()
            .map(each -> new Extra(source, each.field(), each.value(), each.form()))
            .toList(),
        draft.notes().stream().map(PlaceDraft.Told::finding).toList(),
        draft.refusals().stream().map(PlaceDraft.Told::finding).toList());
  }

  private static Reader reader(List<String> names) {
    Columns columns = Columns.of(new TableRow("", 0, names, List.of()));
    TableMapping guessed = MappingGuess.of(columns, List.of());
    List<TableMapping.Column> meanings = new ArrayList<>();
    for (TableMapping.Column each : guessed.columns()) {
      boolean feature =
          switch (each.meaning()) {
            case ID, LONGITUDE, LATITUDE, GEOMETRY -> true;
            default -> false;
          };
      meanings.add(feature ? each.as(Meaning.KEEP, "") : each);
    }
    TableMapping mapping = new TableMapping(false, meanings);
    return new Reader(columns, new MappedRows(MappedColumns.of(mapping, columns), false, false));
  }

  /** What an attribute's name is taken for; empty for one that is kept. */
  public static Optional<Meaning> meaning(String name) {
    Meaning meaning = HeadingWords.meaning(name).meaning();
    return meaning == Meaning.KEEP ? Optional.empty() : Optional.of(meaning);
  }

  /** The language that an attribute's name says; empty where it says none. */
  public static String language(String name) {
    return HeadingWords.meaning(name).parameter();
  }
}
