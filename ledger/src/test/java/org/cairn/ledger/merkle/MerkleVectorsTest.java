package org.cairn.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Vectors;
import org.cairn.ledger.note.Checkpoint;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Proofs of the published vectors get their recorded verdicts; proofs we make are accepted. */
final class MerkleVectorsTest {
  @Test
  void inclusion_vectors_get_their_verdicts() throws IOException {
    List<Path> files = vectors("inclusion");
    for (Path file : files) {
      JsonNode vector = JsonMapper.shared().readTree(Files.readAllBytes(file));
      assertThat(holds(() -> verifyInclusion(vector)))
          .as(file.toString())
          .isEqualTo(!vector.get("wantErr").asBoolean());
    }
    assertThat(files).hasSizeGreaterThan(20);
  }

  @Test
  void consistency_vectors_get_their_verdicts() throws IOException {
    List<Path> files = vectors("consistency");
    for (Path file : files) {
      JsonNode vector = JsonMapper.shared().readTree(Files.readAllBytes(file));
      assertThat(holds(() -> verifyConsistency(vector)))
          .as(file.toString())
          .isEqualTo(!vector.get("wantErr").asBoolean());
    }
    assertThat(files).hasSizeGreaterThan(20);
  }

  @Test
  void every_proof_of_small_trees_is_accepted_and_no_other_index_or_size_is() throws Exception {
    List<HashTile> level0 = new ArrayList<>();
    HashTile level1 = new HashTile();
    List<Hash> roots = new ArrayList<>(List.of(Merkle.EMPTY_ROOT));
    for (int size = 1; size <= 600; size++) {
      if (size % 256 == 1) {
        level0.add(new HashTile());
      }
      byte[] leaf = Merkle.leafHash(new byte[] {(byte) size, (byte) (size >> 8)}).bytes();
      level0.getLast().add(leaf, 0);
      if (level0.getLast().isFull()) {
        level1.add(level0.getLast().root().bytes(), 0);
      }
      TreeReader reader =
          new TreeReader(at -> at.level() == 0 ? level0.get((int) at.index()) : level1, size);
      roots.add(reader.root());
      if (size < 40 || size % 97 == 0 || size % 256 < 2) {
        checkProofs(reader, level0, roots, size);
      }
    }
  }

  private static void checkProofs(
      TreeReader reader, List<HashTile> level0, List<Hash> roots, int size) throws Exception {
    TreeHead head = new TreeHead(size, roots.get(size));
    for (int index = 0; index < size; index++) {
      Hash leaf = level0.get(index / 256).node(0, index % 256);
      List<Hash> proof = reader.inclusionProof(index);
      Merkle.verifyInclusion(leaf, index, head, proof);
      int other = (index + 1) % size;
      assertThat(holds(() -> Merkle.verifyInclusion(leaf, other, head, proof)))
          .isEqualTo(other == index);
    }
    for (int old = 1; old <= size; old++) {
      TreeHead older = new TreeHead(old, roots.get(old));
      List<Hash> proof = reader.consistencyProof(old);
      Merkle.verifyConsistency(older, head, proof);
      TreeHead wrong = new TreeHead(old, roots.get(old - 1));
      assertThat(holds(() -> Merkle.verifyConsistency(wrong, head, proof))).isFalse();
    }
  }

  private static void verifyInclusion(JsonNode vector) throws RefusedException {
    Merkle.verifyInclusion(
        hash(vector.get("leafHash")),
        number(vector.get("leafIdx")),
        new TreeHead(number(vector.get("treeSize")), hash(vector.get("root"))),
        hashes(vector.get("proof")));
  }

  private static void verifyConsistency(JsonNode vector) throws RefusedException {
    Merkle.verifyConsistency(
        new TreeHead(number(vector.get("size1")), hash(vector.get("root1"))),
        new TreeHead(number(vector.get("size2")), hash(vector.get("root2"))),
        hashes(vector.get("proof")));
  }

  /** Some vectors have numbers beyond what a tree may have. */
  private static long number(JsonNode number) throws RefusedException {
    return Checkpoint.parseSize(number.asString(), "size", "vector");
  }

  private interface Check {
    void run() throws RefusedException;
  }

  /** A hash of another length cannot even be stated, which is a refusal too. */
  private static boolean holds(Check check) {
    try {
      check.run();
      return true;
    } catch (RefusedException | IllegalArgumentException refused) {
      return false;
    }
  }

  private static List<Hash> hashes(JsonNode proof) {
    List<Hash> hashes = new ArrayList<>();
    proof.forEach(hash -> hashes.add(hash(hash)));
    return hashes;
  }

  private static Hash hash(JsonNode base64) {
    return Hash.of(Base64.getDecoder().decode(base64.asString("")));
  }

  private static List<Path> vectors(String kind) throws IOException {
    Path folder = Vectors.folder("merkle").resolve(kind);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
