package org.cairn.exchange.internal.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cairn.exchange.AtomicFiles;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.exchange.internal.Refusal;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what {@link org.cairn.exchange.RefusedRows} promises. */
public final class RefusedRowsWriter {
  /** Its heading is one of ours, so that a list that comes again is not refused for it. */
  static final String COLUMN = "cairn_problem";

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private RefusedRowsWriter() {}

  public static int table(Path table, List<RowProblem> problems, Path out) throws IOException {
    Map<Integer, String> wrong = wrong(problems);
    int[] written = new int[1];
    AtomicFiles.write(
        out,
        stream -> {
          BufferedWriter writer =
              new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
          writer.write(BYTE_ORDER_MARK);
          boolean tabs = out.toString().toLowerCase(Locale.ROOT).endsWith(".tsv");
          CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(tabs ? '\t' : ',').get();
          try (TableFile source = TableFile.open(table, sheet(problems))) {
            CSVPrinter printer = new CSVPrinter(writer, format);
            HeadingRow rows = HeadingRow.in(source);
            Optional<Columns> columns = rows.take();
            if (columns.isPresent()) {
              written[0] = print(printer, rows, columns.get(), wrong);
            }
            printer.flush();
          }
        });
    return written[0];
  }

  private static int print(
      CSVPrinter printer, HeadingRow rows, Columns columns, Map<Integer, String> wrong)
      throws IOException {
    int width = columns.headings().size();
    for (TableRow above : rows.above()) {
      printer.printRecord(padded(above.cells(), width, ""));
    }
    printer.printRecord(padded(columns.headings(), width, COLUMN));
    int written = 0;
    try {
      for (Optional<TableRow> next = rows.next(); next.isPresent(); next = rows.next()) {
        String problem = wrong.get(next.get().row());
        if (problem != null) {
          printer.printRecord(padded(next.get().cells(), width, problem));
          written++;
        }
      }
    } catch (Refusal unreadable) {
      // Its row cannot be written back; the problem itself says that nothing after it was read.
      return written;
    }
    return written;
  }

  private static List<String> padded(List<String> cells, int width, String last) {
    List<String> padded = new ArrayList<>(cells);
    while (padded.size() < width) {
      padded.add("");
    }
    padded.add(last);
    return padded;
  }

  private static Map<Integer, String> wrong(List<RowProblem> problems) {
    Map<Integer, String> wrong = new TreeMap<>();
    for (RowProblem problem : problems) {
      if (problem.severity() == Severity.REFUSED && problem.row().isPresent()) {
        String text =
            problem.field().map(field -> field + ": ").orElse("")
                + problem.message()
                + (problem.expected().isEmpty() ? "" : " Expected " + problem.expected() + ".")
                + (problem.whatToDo().isEmpty() ? "" : " " + problem.whatToDo())
                + " ["
                + problem.code().id()
                + "]";
        wrong.merge(problem.row().getAsInt(), text, (one, other) -> one + " | " + other);
      }
    }
    return wrong;
  }

  /** Of a workbook, as {@link Columns#field} names it. */
  private static Optional<String> sheet(List<RowProblem> problems) {
    return problems.stream()
        .flatMap(problem -> problem.field().stream())
        .map(Columns::sheetOf)
        .flatMap(Optional::stream)
        .findFirst();
  }

  public static void json(List<RowProblem> problems, Path out) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode list = root.putArray("problems");
    for (RowProblem problem : problems) {
      ObjectNode node = list.addObject();
      node.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
      node.put("code", problem.code().id());
      node.put("file", problem.file());
      problem.field().flatMap(Columns::sheetOf).ifPresent(sheet -> node.put("sheet", sheet));
      problem.row().ifPresent(row -> node.put("row", row));
      problem.field().ifPresent(field -> node.put("column", Columns.headingOf(field)));
      problem.value().ifPresent(value -> node.put("value", value));
      node.put("expected", problem.expected());
      node.put("message", problem.message());
      node.put("whatToDo", problem.whatToDo());
    }
    byte[] bytes =
        (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(out, stream -> stream.write(bytes));
  }
}
