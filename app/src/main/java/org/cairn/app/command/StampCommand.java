package org.cairn.app.command;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.timestamp.TimestampStatus;
import org.cairn.register.Timestamping;
import picocli.CommandLine.Command;

/** {@code cairn ledger stamp}. Adds nothing to the log. */
@Command(
    name = "stamp",
    description = {
      "Ask the authorities named in cairn.yaml for a time stamp (RFC 3161) over the newest checkpoint, and for those that are"
          + " still missing and due again.",
      "",
      "Only a digest of the checkpoint, which is public, leaves this machine. Prints where each checkpoint stands with each authority; those that"
          + " lack nothing are left out but for the newest. Exit code 0 when nothing is missing, 1 when something is."
    })
final class StampCommand extends Verb {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public Integer call() throws IOException, RefusedException {
    Timestamping.Round round = Timestamping.run(workspace(), PATIENCE, Clock.systemUTC());
    return switch (round) {
      case Timestamping.Off off -> {
        tell("off", List.of());
        if (!json()) {
          err().println("No authority is named in cairn.yaml: nobody is asked for time stamps.");
        }
        yield ExitCode.DONE;
      }
      case Timestamping.Elsewhere elsewhere -> {
        tell("elsewhere", List.of());
        TimestampLines.tell(elsewhere, err());
        yield ExitCode.PARTLY_REFUSED;
      }
      case Timestamping.Asked asked -> {
        tell("asked", asked.status());
        TimestampLines.tell(asked, err());
        yield asked.status().stream()
                .anyMatch(status -> status.state() instanceof TimestampStatus.Waiting)
            ? ExitCode.PARTLY_REFUSED
            : ExitCode.DONE;
      }
    };
  }

  private void tell(String round, List<TimestampStatus> status) {
    if (json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("round", round);
      document.put("timestamps", status.stream().map(TimestampLines::asMap).toList());
      print(document);
    } else {
      status.forEach(one -> out().println(TimestampLines.line(one)));
    }
  }
}
