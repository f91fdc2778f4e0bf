package org.cairn.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Vectors;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LogVectorsTest {
  /** What the audit may say for each check a case must fail in. */
  private static Set<String> codes(String failingCheck) {
    return switch (failingCheck) {
      case "tiles" -> Set.of("tile-mismatch", "tile-missing", "tile-format");
      case "entries" -> Set.of("entry-mismatch", "bundle-missing", "bundle-format");
      // A checker that takes the root from the tiles cannot tell a changed last tile from a changed
      // checkpoint; one that starts from the entries can.
      case "root" -> Set.of("root-mismatch", "tile-mismatch");
      default -> throw new AssertionError("No codes for " + failingCheck);
    };
  }

  @Test
  void whole_logs_get_their_verdicts() throws Exception {
    Path folder = Vectors.folder("crafted").resolve("tlog");
    int good = 0;
    int bad = 0;
    for (JsonNode vector : Vectors.json(folder.resolve("cases.json"))) {
      String failing = vector.get("failing_check").asString();
      boolean wholeLog = !vector.has("proof") && !vector.has("old");
      if (!wholeLog || failing.equals("checkpoint")) {
        continue; // CraftedLogsTest and the tests below
      }
      Path log = folder.resolve(vector.get("case").asString());
      List<Fault> faults = new ArrayList<>();
      LogAudit.audit(log, head(log.resolve("checkpoint")), faults::add);
      if (failing.isEmpty()) {
        assertThat(faults).as(vector.toString()).isEmpty();
        good++;
      } else {
        assertThat(faults).as(vector.toString()).isNotEmpty();
        assertThat(codes(failing))
            .as(vector.toString())
            .containsAll(faults.stream().map(Fault::code).collect(Collectors.toSet()));
        bad++;
      }
    }
    assertThat(good).isGreaterThanOrEqualTo(8);
    assertThat(bad).isEqualTo(11);
  }

  @Test
  void older_checkpoints_are_continued_or_not_as_recorded() throws Exception {
    Path folder = Vectors.folder("crafted").resolve("tlog");
    int checked = 0;
    for (JsonNode vector : Vectors.json(folder.resolve("cases.json"))) {
      if (!vector.has("old")) {
        continue;
      }
      TreeHead old = head(folder.resolve(vector.get("old").asString()));
      boolean continues = continues(folder.resolve(vector.get("case").asString()), old);
      assertThat(continues)
          .as(vector.toString())
          .isEqualTo(vector.get("failing_check").asString().isEmpty());
      checked++;
    }
    assertThat(checked).isEqualTo(3);
  }

  /** The proof is one made elsewhere; ours over the same log is the same, hash for hash. */
  @Test
  void a_consistency_proof_made_elsewhere_holds_and_is_ours() throws Exception {
    Path folder = Vectors.folder("crafted").resolve("tlog");
    JsonNode vector = Vectors.json(folder.resolve("extra/consistency-78-348.json"));
    TreeHead old = headOf(vector, "1");
    TreeHead later = headOf(vector, "2");
    List<Hash> proof = new ArrayList<>();
    for (JsonNode hash : vector.get("proof")) {
      proof.add(Hash.parseBase64(hash.asString(), "vector", "proof"));
    }

    Merkle.verifyConsistency(old, later, proof);
    assertThat(head(folder.resolve("extra/old-78.checkpoint"))).isEqualTo(old);
    assertThat(head(folder.resolve("good-348/checkpoint"))).isEqualTo(later);
    LogReader reader = LogReader.now(LogSource.folder(folder.resolve("good-348")));
    assertThat(reader.consistencyProof(old)).isEqualTo(proof);
    TreeHead rewritten = head(folder.resolve("extra/old-rewritten.checkpoint"));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Merkle.verifyConsistency(rewritten, later, proof))
        .matches(refused -> refused.code().startsWith("consistency-"));
    for (int without = 0; without < proof.size(); without++) {
      List<Hash> shorter = new ArrayList<>(proof);
      shorter.remove(without);
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> Merkle.verifyConsistency(old, later, shorter));
    }
  }

  private static TreeHead headOf(JsonNode vector, String side) throws RefusedException {
    return new TreeHead(
        vector.get("size" + side).asLong(),
        Hash.parseBase64(vector.get("root" + side).asString(), "vector", "root" + side));
  }

  private static boolean continues(Path log, TreeHead old) throws IOException, RefusedException {
    LogReader reader = LogReader.now(LogSource.folder(log));
    if (old.size() > reader.head().size()) {
      return false;
    }
    try {
      reader.consistencyProof(old);
      return true;
    } catch (RefusedException refused) {
      assertThat(refused.code()).isEqualTo("consistency-root");
      return false;
    }
  }

  @Test
  void the_two_sides_of_a_fork_contradict_each_other() throws Exception {
    Path extra = Vectors.folder("crafted").resolve("tlog").resolve("extra");
    TreeHead left = head(extra.resolve("fork-a.checkpoint"));
    TreeHead right = head(extra.resolve("fork-b.checkpoint"));
    assertThat(left.size()).isEqualTo(right.size());
    assertThat(left.root()).isNotEqualTo(right.root());
  }

  /** Written by another implementation: entries, tiles and the checkpoint of every size. */
  @Test
  void another_implementations_log_is_read_audited_and_proven() throws Exception {
    Path log = Vectors.folder("tessera-log");
    VerifierKey key =
        VerifierKey.parse(
            "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
    List<Fault> faults = new ArrayList<>();
    LogAudit.audit(log, head(log.resolve("checkpoint")), faults::add);
    assertThat(faults)
        .allMatch(fault -> fault.code().equals("unexpected-file"))
        .allMatch(fault -> fault.where().startsWith("checkpoint."));

    LogReader reader = LogReader.now(LogSource.folder(log));
    assertThat(reader.checkpoint().verify(List.of(key))).hasSize(1);
    assertThat(reader.entry(0)).isEqualTo("one".getBytes(StandardCharsets.UTF_8));
    assertThat(reader.head().size()).isEqualTo(15);
    TreeHead before = TreeHead.EMPTY;
    for (int size = 0; size <= 15; size++) {
      byte[] note = Files.readAllBytes(log.resolve("checkpoint." + size));
      SignedNote signed = SignedNote.parse(note);
      assertThat(signed.verify(List.of(key))).hasSize(1);
      TreeHead head = Checkpoint.parse(signed.text()).head();
      assertThat(head.size()).isEqualTo(size);
      if (size > 0) {
        reader.consistencyProof(head);
        LogReader then = LogReader.at(LogSource.folder(log), signed);
        if (size > 1) {
          then.consistencyProof(before);
        }
        assertThat(then.entry(size - 1)).isEqualTo(reader.entry(size - 1));
      } else {
        assertThat(head.root()).isEqualTo(Merkle.EMPTY_ROOT);
      }
      before = head;
    }
  }

  @Test
  void leaf_hashes_roots_and_paths_are_as_recorded(@TempDir Path folder) throws Exception {
    JsonNode vectors =
        Vectors.json(Vectors.folder("crafted").resolve("tlog").resolve("hashes.json"));
    assertThat(Merkle.EMPTY_ROOT.hex()).isEqualTo(vectors.get("empty_root").asString());
    assertThat(Merkle.leafHash(new byte[0]).hex())
        .isEqualTo(vectors.get("leaf_of_empty").asString());
    for (int entry = 0; entry < vectors.get("entries_hex").size(); entry++) {
      byte[] bytes = HexFormat.of().parseHex(vectors.get("entries_hex").get(entry).asString());
      assertThat(Merkle.leafHash(bytes).hex())
          .isEqualTo(vectors.get("leaf_hashes").get(entry).asString());
    }
    vectors
        .get("tile_paths")
        .properties()
        .forEach(path -> {
          String expected = "tile/0/" + path.getValue().asString();
          TileAddress address = new TileAddress(0, Long.parseLong(path.getKey()), TileAddress.FULL);
          assertThat(address.path()).isEqualTo(expected);
          assertThat(TileAddress.parse(expected)).contains(address);
        });

    LogReader longest =
        LogReader.now(
            LogSource.folder(Vectors.folder("crafted").resolve("tlog").resolve("good-348")));
    Log.create(folder.resolve("log"), folder.resolve("state"), LogTest.KEY);
    int roots = 0;
    try (Log log =
        Log.open(folder.resolve("log"), folder.resolve("state"), LogTest.KEY, List.of())) {
      for (int size = 1; size <= 257; size++) {
        log.append(List.of(longest.entry(size - 1)));
        JsonNode root = vectors.get("roots").get("" + size);
        if (root != null) {
          assertThat(log.reader().head().root().hex()).isEqualTo(root.asString());
          roots++;
        }
      }
    }
    assertThat(roots).isEqualTo(vectors.get("roots").size());
  }

  private static TreeHead head(Path checkpoint) throws Exception {
    return Checkpoint.parse(SignedNote.parse(Files.readAllBytes(checkpoint)).text()).head();
  }
}
