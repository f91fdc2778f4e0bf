package org.cairn.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.Appended;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.record.KeyHistory;
import org.cairn.ledger.record.KeyRecords;
import org.cairn.ledger.record.KeySpan;
import org.cairn.ledger.record.LogKeySpan;
import org.cairn.register.LedgerWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code cairn ledger key}: prints the log's key; its verbs list and change keys. */
@Command(
    name = "key",
    description = {
      "Print the key that checkpoints are verified with, as a vkey line. The verbs list keys and change them.",
      "",
      "Keys change by entries of the ledger: whoever checks it comes to the same answer, and what a key signed"
          + " before it was changed or revoked stands.",
      "When a key may be in other hands, rotate it at once and give others the new line that this prints."
    },
    synopsisSubcommandLabel = "[list | rotate | revoke | register | new]",
    commandListHeading = "%nVerbs:%n",
    subcommands = {
      LedgerKeyCommand.ListKeys.class,
      LedgerKeyCommand.Rotate.class,
      LedgerKeyCommand.Revoke.class,
      LedgerKeyCommand.Register.class,
      LedgerKeyCommand.New.class
    })
final class LedgerKeyCommand extends Verb {
  @Option(names = "--witness", description = "The key this node cosigns other logs with, instead.")
  private boolean witness;

  @Override
  public Integer call() throws IOException, RefusedException {
    VerifierKey key = witness ? workspace().witnessKey() : workspace().logKeys().getLast();
    if (json()) {
      print(Map.of("key", key.text()));
    } else {
      out().println(key.text());
    }
    return ExitCode.DONE;
  }

  /** {@code cairn ledger key list}. */
  @Command(
      name = "list",
      description = {
        "All keys there ever were, by the entries: of the log, with the checkpoint sizes each signs; of actors, with"
            + " the entries each may sign.",
        "",
        "A key without an end is in use."
      })
  static final class ListKeys extends Verb {
    @Override
    public Integer call() throws IOException, RefusedException {
      KeyHistory history = workspace().keyHistory();
      if (json()) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("log", history.logKeys().stream().map(ListKeys::asMap).toList());
        document.put("actors", history.actors().spans().stream().map(ListKeys::asMap).toList());
        print(document);
      } else {
        history.logKeys().forEach(span -> out().println(describe(span)));
        history.actors().spans().forEach(span -> out().println(describe(span)));
      }
      return ExitCode.DONE;
    }

    private static Map<String, Object> asMap(LogKeySpan span) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("key", span.key().text());
      map.put("from", span.from());
      span.to().ifPresent(to -> map.put("to", to));
      map.put("reason", span.reason());
      return map;
    }

    private static Map<String, Object> asMap(KeySpan span) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("actor", span.actor());
      map.put("kid", span.kid());
      map.put("from", span.from());
      span.to().ifPresent(to -> map.put("to", to));
      map.put("reason", span.reason());
      return map;
    }

    private static String describe(LogKeySpan span) {
      return String.format(
          Locale.ROOT,
          "log  %s  sizes %d to %s  %s",
          span.key().text(),
          span.from(),
          span.to().isPresent() ? span.to().getAsLong() : "now",
          span.reason());
    }

    private static String describe(KeySpan span) {
      return String.format(
          Locale.ROOT,
          "%s  %s  entries %d to %s  %s",
          span.actor(),
          span.kid(),
          span.from(),
          span.to().isPresent() ? span.to().getAsLong() : "now",
          span.reason());
    }
  }

  /** What the verbs share that add an entry. */
  abstract static class Change extends Verb {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why. It stands in the public log for ever: name no person.")
    private String reason = "";

    final String reason() {
      return reason;
    }

    final LedgerWriter writer() throws IOException, RefusedException {
      return LedgerWriter.open(workspace(), Clock.systemUTC());
    }

    final void tell(String name, String key, String sentence) {
      if (json()) {
        print(Map.of(name, key));
      } else {
        err().println(sentence);
        out().println(key);
      }
    }
  }

  /** {@code cairn ledger key rotate}. */
  @Command(
      name = "rotate",
      description = {
        "Make a new key and put it in the place of the old one.",
        "",
        "The new private key is on disk before the entry that names it. Stopped half-way, the next command that"
            + " writes finishes it. The old private key is deleted: nothing can be signed with it any more."
      },
      synopsisSubcommandLabel = "log | node",
      commandListHeading = "%nVerbs:%n",
      subcommands = {RotateLog.class, RotateNode.class})
  static final class Rotate extends Verb.Group {}

  /** {@code cairn ledger key rotate log}. */
  @Command(
      name = "log",
      description = "The key that signs checkpoints. Prints the new vkey line, which others need.")
  static final class RotateLog extends Change {
    @Override
    public Integer call() throws IOException, RefusedException {
      try (LedgerWriter writer = writer()) {
        tell(
            "key",
            writer.rotateLogKey(reason()).text(),
            "The log has a new key. Give it to everyone who has the old one:");
      }
      return ExitCode.DONE;
    }
  }

  /** {@code cairn ledger key rotate node}. */
  @Command(name = "node", description = "The key that signs this node's records.")
  static final class RotateNode extends Change {
    @Override
    public Integer call() throws IOException, RefusedException {
      try (LedgerWriter writer = writer()) {
        tell("kid", writer.rotateNodeKey(reason()), "This node signs with a new key:");
      }
      return ExitCode.DONE;
    }
  }

  /** {@code cairn ledger key revoke}. */
  @Command(
      name = "revoke",
      description = {
        "End an actor's key. What it signed before stands; what it signs from now on is refused.",
        "",
        "The key this node signs with is not revoked, since nothing could be added any more: rotate it instead. With"
            + " --yes it is, and the ledger is closed for good; it can still be read, served and checked."
      })
  static final class Revoke extends Change {
    @Parameters(paramLabel = "KID", description = "The key, as 'cairn ledger key list' shows it.")
    private String kid = "";

    @Option(names = "--yes", description = "Revoke it even if it is the key this node signs with.")
    private boolean evenOwn;

    @Override
    public Integer call() throws IOException, RefusedException {
      try (LedgerWriter writer = writer()) {
        Appended entry = writer.revokeKey(kid, reason(), evenOwn);
        tell("kid", kid, "Revoked by entry " + entry.firstIndex() + ":");
      }
      return ExitCode.DONE;
    }
  }

  /** {@code cairn ledger key register}. */
  @Command(
      name = "register",
      description = {
        "Let a key of another person or service sign records, from the next entry on.",
        "",
        "They make it with 'cairn ledger key new' and send what that prints; the private key stays with them."
      })
  static final class Register extends Change {
    /** Many times the size of a public key. */
    private static final int MAX_BYTES = 4096;

    @Parameters(
        paramLabel = "ACTOR",
        description =
            "Whose key it is. It stands in the public log for ever: use no person's name.")
    private String actor = "";

    @Option(
        names = "--jwk",
        required = true,
        paramLabel = "FILE",
        description = "Their public key as a JWK (RFC 8037, Ed25519).")
    private Path file = Path.of("key.jwk");

    @Override
    public Integer call() throws IOException, RefusedException {
      ObjectNode jwk = read();
      try (LedgerWriter writer = writer()) {
        Appended entry = writer.registerKey(actor, jwk, reason());
        tell(
            "kid",
            jwk.path("kid").asString(),
            "Registered by entry " + entry.firstIndex() + " for " + actor + ":");
      }
      return ExitCode.DONE;
    }

    private ObjectNode read() throws IOException {
      byte[] content;
      try (var in = Files.newInputStream(file)) {
        content = in.readNBytes(MAX_BYTES + 1);
      }
      if (content.length > MAX_BYTES) {
        throw CommandFailure.unreadable(
            "'" + file + "': expected a public key of at most " + MAX_BYTES + " bytes, found more");
      }
      try {
        return KeyRecords.parseJwk(content);
      } catch (RefusedException e) {
        throw CommandFailure.unreadable("'" + file + "': " + e.getMessage(), e);
      }
    }
  }

  /** {@code cairn ledger key new}. */
  @Command(
      name = "new",
      description = {
        "Make a key to sign records with, for a person or a service, and print its public JWK.",
        "",
        "FILE holds the private key and is its owner's only (mode 0600). Needs no workspace."
      })
  static final class New extends Verb {
    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "Where the private key is written; never over another file.")
    private Path file = Path.of("actor.jwk");

    @Override
    public Integer call() throws IOException {
      ActorKey key = ActorKey.generate(new SecureRandom());
      key.save(file);
      out().println(JsonMapper.shared().writeValueAsString(key.publicJwk()));
      return ExitCode.DONE;
    }
  }
}
