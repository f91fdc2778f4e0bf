package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.place.PlaceDescription;

/** What a format read of a file, kept for the questions of a test. */
final class DescriptionsRead implements DescriptionSink {
  private final List<PlaceDescription> places = new ArrayList<>();
  private final List<Integer> rows = new ArrayList<>();
  private final List<RowProblem> problems = new ArrayList<>();

  static DescriptionsRead of(DescriptionFormat format, Path file) throws IOException {
    DescriptionsRead read = new DescriptionsRead();
    format.read(file, read);
    return read;
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

  List<PlaceDescription> places() {
    return places;
  }

  PlaceDescription place(String id) {
    return places.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  List<Integer> rows() {
    return rows;
  }

  List<RowProblem> problems() {
    return problems;
  }

  List<RowProblem> refused() {
    return problems.stream().filter(each -> each.severity() == Severity.REFUSED).toList();
  }

  List<RowProblem> of(Code code) {
    return problems.stream().filter(each -> each.code() == code).toList();
  }

  int statements() {
    return places.stream().mapToInt(each -> each.statements().size()).sum();
  }

  int extras() {
    return places.stream().mapToInt(each -> each.extra().size()).sum();
  }
}
