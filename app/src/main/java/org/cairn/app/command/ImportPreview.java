package org.cairn.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceRegister;

/** Says of each place what importing it would do, and does nothing. */
final class ImportPreview implements ImportTarget {
  private final PlaceRegister register;
  private final ImportReport report;
  private int added;
  private int changed;
  private int unchanged;

  ImportPreview(PlaceRegister register, ImportReport report) {
    this.register = register;
    this.report = report;
  }

  @Override
  public void add(PlaceDescription place) throws IOException, RefusedException {
    switch (register.standing(place)) {
      case NEW -> {
        added++;
        report.wouldAdd(place);
      }
      case CHANGED -> {
        changed++;
        Optional<PlaceHistory> known = register.findContributions(place.id());
        report.wouldChange(
            place,
            known.map(history -> changes(history.described().place(), place)).orElse(List.of()));
      }
      case SAME -> unchanged++;
    }
  }

  @Override
  public PlaceRegister.Added finish() {
    return new PlaceRegister.Added(added, changed, unchanged);
  }

  /** The members of the record that would be otherwise. */
  private static List<String> changes(PlaceDescription before, PlaceDescription after) {
    List<String> changes = new ArrayList<>();
    for (StatementKind kind : StatementKind.values()) {
      if (!of(kind, before).equals(of(kind, after))) {
        changes.add(kind.member());
      }
    }
    if (!before.sensitivity().equals(after.sensitivity())) {
      changes.add("sensitivity");
    }
    if (!before.extra().equals(after.extra())) {
      changes.add("extra");
    }
    return changes;
  }

  private static List<Statement> of(StatementKind kind, PlaceDescription place) {
    return place.statements().stream().filter(each -> each.kind() == kind).toList();
  }
}
