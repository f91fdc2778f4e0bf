package org.cairn.ledger.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Vectors;
import org.cairn.ledger.log.Log;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.LogSource;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Pairs of checkpoints: one history or two, and what remains of two. */
class SplitViewTest {
  private static final SigningKey KEY =
      SigningKey.generate("example.org/log", VerifierKey.Kind.LOG, new SecureRandom());
  private static final List<VerifierKey> KEYS = List.of(KEY.verifier());

  @TempDir private Path folder = Path.of("");

  /** The checkpoints of a log after each append, with its files. */
  private record History(LogSource tiles, List<SignedNote> checkpoints) {}

  private History history(String name, int changed, int... sizes) throws Exception {
    Path log = folder.resolve(name);
    Path state = folder.resolve(name + ".state");
    Log.create(log, state, KEY);
    List<SignedNote> checkpoints = new ArrayList<>();
    try (Log open = Log.open(log, state, KEY, List.of())) {
      int from = 0;
      for (int size : sizes) {
        open.append(
            IntStream.range(from, size)
                .mapToObj(n -> (n == changed ? "other " + n : "entry " + n).getBytes(UTF_8))
                .toList());
        checkpoints.add(open.reader().checkpoint()); // with the files of this size
        from = size;
      }
    }
    return new History(LogSource.folder(log), checkpoints);
  }

  private static ForkProof fork(SplitView.Verdict verdict) {
    return ((SplitView.Inconsistent) verdict).proof();
  }

  @Test
  void two_histories_are_told_at_every_pair_of_sizes_and_the_proof_stands_alone() throws Exception {
    int[] sizes = {1, 2, 3, 4, 7, 8, 9, 255, 256, 257, 300, 512, 600};
    History one = history("one", -1, sizes);
    History two = history("two", 0, sizes);
    for (int small = 0; small < sizes.length; small++) {
      for (int large = small; large < sizes.length; large++) {
        SignedNote smaller = one.checkpoints.get(small);
        SignedNote larger = two.checkpoints.get(large);
        String where = sizes[small] + " and " + sizes[large];
        ForkProof proof =
            fork(SplitView.compare(KEYS, larger, smaller, SplitView.Evidence.tiles(two.tiles)));
        ForkProof read = ForkProof.parse(proof.bytes());
        assertThat(read.bytes()).as(where).isEqualTo(proof.bytes());
        ForkProof.Shown shown = read.verify(KEYS);
        assertThat(shown.smallerSize()).as(where).isEqualTo(sizes[small]);
        assertThat(shown.largerSize()).as(where).isEqualTo(sizes[large]);
        assertThat(
                SplitView.compare(
                    KEYS, smaller, one.checkpoints.get(large), SplitView.Evidence.tiles(one.tiles)))
            .as(where)
            .isEqualTo(new SplitView.Consistent());
      }
    }
  }

  @Test
  void a_change_after_the_smaller_size_is_no_fork_of_it() throws Exception {
    History one = history("one", -1, 5, 9);
    History two = history("two", 7, 5, 9);
    assertThat(
            SplitView.compare(
                KEYS,
                one.checkpoints.get(0),
                two.checkpoints.get(1),
                SplitView.Evidence.tiles(two.tiles)))
        .isEqualTo(new SplitView.Consistent());
    assertThat(
            SplitView.compare(
                KEYS, one.checkpoints.get(1), two.checkpoints.get(1), SplitView.Evidence.none()))
        .isInstanceOf(SplitView.Inconsistent.class);
  }

  @Test
  void wrong_missing_or_absent_tiles_accuse_nobody() throws Exception {
    History one = history("one", -1, 5, 300);
    History two = history("two", 2, 5, 300);
    SignedNote small = one.checkpoints.get(0);
    SignedNote large = one.checkpoints.get(1);
    for (SplitView.Evidence evidence :
        List.of(
            SplitView.Evidence.tiles(two.tiles),
            SplitView.Evidence.tiles(LogSource.folder(folder.resolve("nowhere"))),
            SplitView.Evidence.proof(new Beginning(Merkle.EMPTY_ROOT, List.of())),
            SplitView.Evidence.none())) {
      assertThat(SplitView.compare(KEYS, small, large, evidence))
          .isInstanceOf(SplitView.NotComparable.class);
    }
  }

  @Test
  void what_the_log_did_not_sign_is_refused_and_another_log_is_not_comparable() throws Exception {
    History one = history("one", -1, 5);
    SigningKey other =
        SigningKey.generate("other.org/log", VerifierKey.Kind.LOG, new SecureRandom());
    SignedNote stranger = note(other, "other.org/log");
    SignedNote borrowed = note(KEY, "other.org/log");
    SignedNote mine = one.checkpoints.getFirst();
    for (SignedNote note : List.of(stranger, borrowed)) {
      assertThatThrownBy(() -> SplitView.compare(KEYS, mine, note, SplitView.Evidence.none()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("compare-signature");
    }
    assertThat(
            SplitView.compare(
                List.of(KEY.verifier(), other.verifier()),
                mine,
                stranger,
                SplitView.Evidence.none()))
        .isInstanceOf(SplitView.NotComparable.class);
  }

  private static SignedNote note(SigningKey key, String origin) {
    String text = origin + "\n5\n" + Merkle.leafHash(new byte[1]).base64() + "\n";
    return SignedNote.of(text, List.of(key.sign(text)));
  }

  @Test
  void a_file_with_any_byte_changed_proves_nothing() throws Exception {
    History one = history("one", -1, 5);
    History two = history("two", 0, 300);
    byte[] file =
        fork(SplitView.compare(
                KEYS,
                one.checkpoints.getFirst(),
                two.checkpoints.getFirst(),
                SplitView.Evidence.tiles(two.tiles)))
            .bytes();
    for (int at = 0; at < file.length; at++) {
      byte[] altered = file.clone();
      altered[at] ^= 1;
      String where = "byte " + at;
      assertThatThrownBy(() -> ForkProof.parse(altered).verify(KEYS))
          .as(where)
          .isInstanceOf(RefusedException.class);
    }
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> ForkProof.parse(cut)).isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void a_forged_proof_about_an_honest_log_is_refused() throws Exception {
    History one = history("one", -1, 5, 9);
    SignedNote small = one.checkpoints.get(0);
    SignedNote large = one.checkpoints.get(1);
    LogReader tree = LogReader.at(one.tiles, large);
    Beginning honest = Beginning.of(tree, 5);
    assertThatThrownBy(() -> new ForkProof(small, large, honest).verify(KEYS))
        .hasMessageContaining("fork-not-proven");
    Beginning invented = new Beginning(Merkle.leafHash(new byte[3]), honest.proof());
    assertThatThrownBy(() -> new ForkProof(small, large, invented).verify(KEYS))
        .hasMessageContaining("consistency-root");
    assertThatThrownBy(() -> new ForkProof(large, small, honest).verify(KEYS))
        .hasMessageContaining("fork-not-proven");
    assertThatThrownBy(() ->
            new ForkProof(small, small, new Beginning(tree.head().root(), List.of())).verify(KEYS))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void the_crafted_pair_gives_a_proof_and_the_crafted_old_checkpoints_their_verdicts()
      throws Exception {
    Path vectors = Vectors.folder("crafted").resolve("tlog");
    Path extra = vectors.resolve("extra");
    List<VerifierKey> keys =
        List.of(
            VerifierKey.parse(
                Vectors.json(vectors.resolve("cases.json")).get(0).get("vkey").asString()));
    SignedNote a = read(extra.resolve("fork-a.checkpoint"));
    SignedNote b = read(extra.resolve("fork-b.checkpoint"));
    ForkProof proof = fork(SplitView.compare(keys, a, b, SplitView.Evidence.none()));
    assertThat(ForkProof.parse(proof.bytes()).verify(keys).largerSize()).isEqualTo(260);

    int compared = 0;
    for (JsonNode vector : Vectors.json(vectors.resolve("cases.json"))) {
      if (!vector.has("old")) {
        continue;
      }
      Path log = vectors.resolve(vector.get("case").asString());
      SplitView.Verdict verdict =
          SplitView.compare(
              keys,
              read(vectors.resolve(vector.get("old").asString())),
              read(log.resolve("checkpoint")),
              SplitView.Evidence.tiles(LogSource.folder(log)));
      switch (vector.get("old").asString()) {
        case "extra/old-78.checkpoint" -> assertThat(verdict).isEqualTo(new SplitView.Consistent());
        case "extra/old-rewritten.checkpoint" ->
            assertThat(ForkProof.parse(fork(verdict).bytes()).verify(keys).largerSize())
                .isEqualTo(348);
        default -> assertThat(verdict).isInstanceOf(SplitView.NotComparable.class);
      }
      compared++;
    }
    assertThat(compared).isEqualTo(3);
  }

  private static SignedNote read(Path file) throws Exception {
    return SignedNote.parse(Files.readAllBytes(file));
  }
}
