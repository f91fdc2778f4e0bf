package org.cairn.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.storage.DurableFile;
import org.cairn.ledger.witness.WitnessClient;
import org.cairn.register.LedgerCheck;
import org.cairn.register.LedgerWriter;
import org.cairn.register.RegisterSummary;
import org.cairn.register.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code cairn ledger}: what anyone needs to check the ledger, its keys, and what keeps it whole.
 * {@code verify}, {@code checkpoint} and {@code prove} only read, and take no lock.
 */
@Command(
    name = "ledger",
    description =
        "Check the ledger and keep it whole; print what others need to check it with their own tools;"
            + " change its keys.",
    synopsisSubcommandLabel =
        "verify | checkpoint | key | prove | cosign | stamp | peers | fork | scrub",
    commandListHeading = "%nVerbs:%n",
    subcommands = {
      LedgerCommand.Verify.class,
      LedgerCommand.PrintCheckpoint.class,
      LedgerKeyCommand.class,
      LedgerCommand.Prove.class,
      LedgerCommand.Cosign.class,
      StampCommand.class,
      PeersCommand.class,
      ForkCommand.class,
      ScrubCommand.class
    })
final class LedgerCommand extends Verb.Group {
  /** {@code cairn ledger verify}. */
  @Command(
      name = "verify",
      description = {
        "Derive the whole ledger anew from its entries and compare: checkpoint store, checkpoint, tiles, records,"
            + " signatures, keys, vault, blobs, time stamps.",
        "",
        "Each record's claimed time must lie between what authorities and witnesses have signed before and after it (time-outside-bounds).",
        "",
        "The register is compared by the sums of its tables, which tell what other programs changed in it; 'cairn"
            + " rebuild --check' names the rows.",
        "",
        "Every fault is named on stdout by a stable code and where it is. Exit code 0 when all holds, 1 when not,"
            + " 3 when the checkpoint store and the log's files contradict each other: then nothing can be written"
            + " before that is mended."
      })
  static final class Verify extends Verb {
    @Option(
        names = "--policy",
        paramLabel = "FILE",
        description =
            "What the checkpoint must meet: logs, witnesses and how many of them (C2SP"
                + " tlog-policy).")
    private Optional<Path> policy = Optional.empty();

    @Override
    public Integer call() throws IOException, RefusedException {
      Workspace checked = workspace();
      List<Map<String, String>> found = new ArrayList<>();
      long[] count = {0};
      LedgerCheck.Outcome outcome =
          LedgerCheck.check(
              checked,
              policy(),
              Clock.systemUTC(),
              fault -> {
                count[0]++;
                if (json()) {
                  found.add(asMap(fault));
                } else {
                  out().println(fault);
                }
              });
      if (json()) {
        print(document(outcome, count[0] == 0, found));
      } else {
        tell(outcome, count[0]);
      }
      if (outcome.storeInDoubt()) {
        return ExitCode.INTEGRITY;
      }
      return count[0] == 0 ? ExitCode.DONE : ExitCode.PARTLY_REFUSED;
    }

    private Optional<TrustPolicy> policy() throws IOException, RefusedException {
      if (policy.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(TrustPolicy.parse(new String(Files.readAllBytes(policy.get()), UTF_8)));
    }

    private static Map<String, Object> document(
        LedgerCheck.Outcome outcome, boolean holds, List<Map<String, String>> found) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("holds", holds);
      document.put("store_in_doubt", outcome.storeInDoubt());
      document.put("size", outcome.head().map(head -> head.size()).orElse(0L));
      document.put("root", outcome.head().map(head -> head.root().base64()).orElse(""));
      document.put("unpublished", outcome.unpublished());
      document.put("withheld", outcome.withheld());
      document.put("blobs", outcome.blobs());
      document.put("timestamps", TimestampLines.asMap(outcome.timestamps()));
      Map<String, Object> register = new LinkedHashMap<>();
      register.put("standing", outcome.register().standing().code());
      register.put("entries", outcome.register().entries());
      document.put("register", register);
      document.put("faults", found);
      return document;
    }

    private void tell(LedgerCheck.Outcome outcome, long faults) {
      if (outcome.unpublished() > 0) {
        err()
            .printf(
                Locale.ROOT,
                "%d more entries are stored and not published yet: the next command that writes"
                    + " publishes them.%n",
                outcome.unpublished());
      }
      if (outcome.withheld() > 0) {
        err()
            .printf(
                Locale.ROOT,
                "%d digests hide values that are not in the vault, or nothing.%n",
                outcome.withheld());
      }
      err()
          .printf(
              Locale.ROOT,
              "%d entries, %d blobs: %s%n",
              outcome.head().map(head -> head.size()).orElse(0L),
              outcome.blobs(),
              faults == 0 ? "all holds." : faults + " faults.");
      err().println(register(outcome.register()));
      err().println(TimestampLines.line(outcome.timestamps()));
    }

    private static String register(RegisterSummary register) {
      return "Register: "
          + switch (register.standing()) {
            case NONE -> "none yet.";
            case OF_ANOTHER_SCHEMA ->
                "of another version of Cairn; the next command that opens it makes it again.";
            case BEING_WRITTEN -> "not compared, for it was being written; verify again.";
            case AGREES -> "agrees with the ledger's first " + register.entries() + " entries.";
            case DIFFERS -> "differs; the ledger is the truth, 'cairn rebuild' makes it again.";
          };
    }

    private static Map<String, String> asMap(Fault fault) {
      Map<String, String> map = new LinkedHashMap<>();
      map.put("code", fault.code());
      map.put("where", fault.where());
      map.put("message", fault.message());
      return map;
    }
  }

  /** {@code cairn ledger checkpoint}. */
  @Command(
      name = "checkpoint",
      description = "Print the newest checkpoint, byte for byte (C2SP tlog-checkpoint).")
  static final class PrintCheckpoint extends Verb {
    @Override
    public Integer call() throws IOException, RefusedException {
      LogReader log = workspace().reader();
      String note = new String(log.checkpoint().bytes(), UTF_8);
      if (json()) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("origin", Checkpoint.parse(log.checkpoint().text()).origin());
        document.put("size", log.head().size());
        document.put("root", log.head().root().base64());
        document.put("note", note);
        print(document);
      } else {
        out().print(note);
        out().flush();
      }
      return ExitCode.DONE;
    }
  }

  /** {@code cairn ledger prove}. */
  @Command(
      name = "prove",
      description = {
        "Write the proof that an entry is in the ledger (C2SP tlog-proof) to FILE, and the entry to FILE.entry."
      })
  static final class Prove extends Verb {
    @Parameters(paramLabel = "INDEX", description = "The entry's index; the first is 0.")
    private long index;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "Where the proof is written.")
    private Path file = Path.of("entry.tlog-proof");

    @Override
    public Integer call() throws IOException, RefusedException {
      LogReader log = workspace().reader();
      if (index < 0 || index >= log.head().size()) {
        throw new CommandLine.ParameterException(
            commandLine(),
            "Entry " + index + " is not in the ledger, which has " + log.head().size());
      }
      Path entry = file.resolveSibling(file.getFileName() + ".entry");
      DurableFile.replace(entry, log.entry(index));
      DurableFile.replace(file, log.prove(index).bytes());
      if (json()) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("index", index);
        document.put("proof", file.toString());
        document.put("entry", entry.toString());
        print(document);
      } else {
        err().println("Proof: " + file);
        err().println("Entry: " + entry);
      }
      return ExitCode.DONE;
    }
  }

  /** {@code cairn ledger cosign}. */
  @Command(
      name = "cosign",
      description = {
        "Ask the witnesses named in cairn.yaml to cosign the newest checkpoint, and publish it with their signatures.",
        "",
        "Exit code 0 when all of them did, 1 when not; each that did not is told with the reason."
      })
  static final class Cosign extends Verb {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public Integer call() throws IOException, RefusedException {
      List<WitnessClient.Outcome> outcomes;
      try (LedgerWriter writer = LedgerWriter.open(workspace(), Clock.systemUTC())) {
        outcomes = writer.cosign(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw CommandFailure.unreadable("Stopped; nothing was written.", e);
      }
      if (json()) {
        print(Map.of("witnesses", outcomes.stream().map(Cosign::asMap).toList()));
      } else if (outcomes.isEmpty()) {
        err().println("No witness is named in cairn.yaml.");
      } else {
        outcomes.forEach(outcome -> out().println(describe(outcome)));
      }
      boolean all = outcomes.stream().allMatch(outcome -> outcome.fault().isEmpty());
      return all ? ExitCode.DONE : ExitCode.PARTLY_REFUSED;
    }

    private static Map<String, String> asMap(WitnessClient.Outcome outcome) {
      Map<String, String> map = new LinkedHashMap<>();
      map.put("witness", outcome.witness().name());
      outcome.time().ifPresent(time -> map.put("cosigned", time.toString()));
      outcome
          .fault()
          .ifPresent(fault -> {
            map.put("code", fault.code());
            map.put("message", fault.message());
          });
      return map;
    }

    private static String describe(WitnessClient.Outcome outcome) {
      return outcome
          .fault()
          .map(Fault::toString)
          .orElseGet(() ->
              outcome.witness().name()
                  + ": cosigned at "
                  + outcome.time().map(Instant::toString).orElse(""));
    }
  }
}
