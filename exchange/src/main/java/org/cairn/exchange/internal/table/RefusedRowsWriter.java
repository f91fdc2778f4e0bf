package org.cairn.exchange.internal.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cairn.exchange.AtomicFiles;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Severity;
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
    Map<List<String>, List<String>> groups = new LinkedHashMap<>();
    for (String sheet : sheets(problems)) {
      try (TableFile source = open(table, sheet)) {
        List<String> headings =
            HeadingRow.in(source).take().map(Columns::headings).orElse(List.of());
        groups
            .computeIfAbsent(
                headings.stream().map(String::strip).toList(), key -> new ArrayList<>())
            .add(sheet);
      }
    }
    int written = 0;
    boolean first = true;
    for (List<String> group : groups.values()) {
      written += write(table, group, problems, first ? out : beside(out, group.getFirst()));
      first = false;
    }
    return written;
  }

  /** One file of sheets that have the same headings. */
  private static int write(Path table, List<String> sheets, List<RowProblem> problems, Path out)
      throws IOException {
    int[] written = new int[1];
    AtomicFiles.write(
        out,
        stream -> {
          BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(stream, UTF_8));
          writer.write(BYTE_ORDER_MARK);
          boolean tabs = out.toString().toLowerCase(Locale.ROOT).endsWith(".tsv");
          CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(tabs ? '\t' : ',').get();
          CSVPrinter printer = new CSVPrinter(writer, format);
          for (String sheet : sheets) {
            try (TableFile source = open(table, sheet)) {
              HeadingRow rows = HeadingRow.in(source);
              Optional<Columns> columns = rows.take();
              if (columns.isPresent()) {
                boolean first = sheet.equals(sheets.getFirst());
                written[0] +=
                    print(
                        printer,
                        rows,
                        columns.get(),
                        ProblemTexts.byRow(of(sheet, problems)),
                        first);
              }
            }
          }
          printer.flush();
        });
    return written[0];
  }

  private static TableFile open(Path table, String sheet) throws IOException {
    return TableFile.open(table, sheet.isEmpty() ? Optional.empty() : Optional.of(sheet));
  }

  /** {@code refused-North.csv} beside {@code refused.csv}. */
  private static Path beside(Path out, String sheet) {
    String name = String.valueOf(out.getFileName());
    int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
    String plain = sheet.replaceAll("[^\\p{L}\\p{N}]+", "-");
    return out.resolveSibling(name.substring(0, dot) + "-" + plain + name.substring(dot));
  }

  private static int print(
      CSVPrinter printer,
      HeadingRow rows,
      Columns columns,
      Map<Integer, String> wrong,
      boolean withHeadings)
      throws IOException {
    int width = columns.headings().size();
    if (withHeadings) {
      for (TableRow above : rows.above()) {
        printer.printRecord(padded(above.cells(), width, ""));
      }
      printer.printRecord(padded(columns.headings(), width, COLUMN));
    }
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

  private static List<RowProblem> of(String sheet, List<RowProblem> problems) {
    return problems.stream().filter(each -> sheet(each).equals(sheet)).toList();
  }

  private static boolean refusesRow(RowProblem problem) {
    return problem.severity() == Severity.REFUSED && problem.row().isPresent();
  }

  /** The sheets that have refused rows; that of a text file has no name. */
  private static Set<String> sheets(List<RowProblem> problems) {
    Set<String> sheets = new LinkedHashSet<>();
    problems.stream()
        .filter(RefusedRowsWriter::refusesRow)
        .forEach(each -> sheets.add(sheet(each)));
    return sheets.isEmpty() ? Set.of("") : sheets;
  }

  /** Of a workbook, as {@link Columns#field} names it. */
  private static String sheet(RowProblem problem) {
    return problem.field().flatMap(Columns::sheetOf).orElse("");
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
    problem
        .field()
        .map(Columns::headingOf)
        .filter(heading -> !heading.isEmpty())
        .ifPresent(heading -> node.put("column", heading));
    problem.value().ifPresent(value -> node.put("value", value));
    node.put("expected", problem.expected());
    node.put("message", problem.message());
    return node.put("whatToDo", problem.whatToDo());
  }
}
