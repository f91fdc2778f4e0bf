package org.cairn.app.command;

import java.io.PrintWriter;
import org.cairn.app.run.RunWriter;

/** What there is to say of a run that was written, for people. */
final class RunLines {
  private RunLines() {}

  /** What witnesses and authorities made of it. */
  static void tell(RunWriter.Written written, PrintWriter err) {
    written.notes().forEach(err::println);
    written.stamps().ifPresent(round -> TimestampLines.tell(round, err));
  }
}
