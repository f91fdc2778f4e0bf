package org.cairn.exchange.internal.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cairn.exchange.AtomicFiles;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.internal.ProblemTexts;
import org.cairn.exchange.internal.Refusal;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes what {@link org.cairn.exchange.RefusedRows} promises. */
public final class RefusedRowsWriter {
  /** Its heading is one of ours, so that a list that comes again is not refused for it. */
  static final String COLUMN = ProblemTexts.MEMBER;

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private RefusedRowsWriter() {}

  public static int table(Path table, List<RowProblem> problems, Path out) throws IOException {
    Map<Integer, String> wrong = ProblemTexts.byRow(problems);
    int[] written = new int[1];
    AtomicFiles.write(
        out,
        stream -> {
          BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(stream, UTF_8));
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

  /** Of a workbook, as {@link Columns#field} names it. */
  private static Optional<String> sheet(List<RowProblem> problems) {
    return problems.stream()
        .flatMap(problem -> problem.field().stream())
        .map(Columns::sheetOf)
        .flatMap(Optional::stream)
        .findFirst();
  }

  public static void json(List<RowProblem> problems, Path out) throws IOException {
    AtomicFiles.write(
        out,
        stream -> {
          stream.write("{\"problems\":[".getBytes(UTF_8));
          String before = "\n";
          for (RowProblem problem : problems) {
            stream.write((before + MAPPER.writeValueAsString(json(problem))).getBytes(UTF_8));
            before = ",\n";
          }
          stream.write("\n]}\n".getBytes(UTF_8));
        });
  }

  private static ObjectNode json(RowProblem problem) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
    node.put("code", problem.code().id());
    node.put("file", problem.file());
    problem.field().flatMap(Columns::sheetOf).ifPresent(sheet -> node.put("sheet", sheet));
    problem.row().ifPresent(row -> node.put("row", row));
    problem.field().ifPresent(field -> node.put("column", Columns.headingOf(field)));
    problem.value().ifPresent(value -> node.put("value", value));
    node.put("expected", problem.expected());
    node.put("message", problem.message());
    return node.put("whatToDo", problem.whatToDo());
  }
}
