package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.StatementKind;
import org.junit.jupiter.api.Assumptions;

/** What a {@link DescriptionFormat} gave, kept for a test to ask. */
final class Described implements DescriptionSink {
  final List<PlaceDescription> places = new ArrayList<>();
  final List<Integer> rows = new ArrayList<>();
  final List<RowProblem> problems = new ArrayList<>();
  double seconds;

  static Described read(DescriptionFormat format, Path file) throws IOException {
    Described described = new Described();
    long start = System.nanoTime();
    format.read(file, described);
    described.seconds = (System.nanoTime() - start) / 1e9;
    return described;
  }

  /** By the format the file looks like. */
  static Described read(Path file) throws IOException {
    return read(JsonFormats.find(file).orElseThrow(), file);
  }

  /** A file of the data beside the project; the test is skipped where it is not there. */
  static Path shared(String path) {
    String shared = System.getProperty("cairn.shared", "");
    Assumptions.assumeFalse(shared.isEmpty(), "skipped: cairn.shared names no folder of data");
    Path file = Path.of(shared, "data/heritage").resolve(path);
    Assumptions.assumeTrue(file.toFile().exists(), "skipped: " + path + " is not there");
    return file;
  }

  @Override
  public void place(PlaceDescription place, int row) {
    places.add(place);
    rows.add(row);
  }

  @Override
  public void problem(RowProblem problem) {
    problems.add(problem);
  }

  PlaceDescription only() {
    if (places.size() != 1) {
      throw new AssertionError("one place expected, found " + places.size() + ": " + problems);
    }
    return places.getFirst();
  }

  long count(StatementKind kind) {
    return places.stream()
        .flatMap(place -> place.statements().stream())
        .filter(each -> each.kind() == kind)
        .count();
  }

  List<Code> codes() {
    return problems.stream().map(RowProblem::code).toList();
  }

  /** {@code 2 names[0].when date-unreadable}, without the row where it is about the file. */
  List<String> told() {
    return problems.stream()
        .map(each ->
            (each.row().isPresent() ? each.row().getAsInt() + " " : "")
                + each.field().map(field -> field + " ").orElse("")
                + each.code().id())
        .toList();
  }

  List<String> extras() {
    return places.stream()
        .flatMap(place -> place.extra().stream())
        .map(each -> each.field() + "=" + each.value())
        .toList();
  }

  /** For reports: one line a file. */
  String figures(String name) {
    return "%s: %d records, statements %s, %d extras, %d problems, %.2f s"
        .formatted(
            name,
            places.size(),
            places.stream()
                .flatMap(place -> place.statements().stream())
                .collect(Collectors.groupingBy(each -> each.kind(), Collectors.counting())),
            places.stream().map(PlaceDescription::extra).mapToInt(List<Extra>::size).sum(),
            problems.size(),
            seconds);
  }
}
