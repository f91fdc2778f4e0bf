package org.cairn.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.fuzz.FuzzTarget;
import org.cairn.ledger.merkle.HashTile;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;

/** Proof files: each is written as it was read, and proves only what is in the tree, there. */
public final class ProofFuzz implements FuzzTarget {
  private static final int SIZE = 5;
  private static final List<byte[]> ENTRIES =
      IntStream.range(0, SIZE).mapToObj(n -> ("entry " + n).getBytes(UTF_8)).toList();

  private final TrustPolicy policy = TrustPolicy.ofLog(NoteFuzz.LOG.verifier());
  private final TreeReader tree;
  private final SignedNote checkpoint;

  public ProofFuzz() throws Exception {
    HashTile tile = new HashTile();
    for (byte[] entry : ENTRIES) {
      tile.add(Merkle.leafHash(entry).bytes(), 0);
    }
    tree = new TreeReader(address -> tile, SIZE);
    String text =
        new Checkpoint(NoteFuzz.LOG.verifier().name(), new TreeHead(SIZE, tree.root())).text();
    checkpoint = SignedNote.of(text, List.of(NoteFuzz.LOG.sign(text)));
  }

  @Override
  public List<byte[]> seeds() throws Exception {
    List<byte[]> seeds = new ArrayList<>();
    for (int index = 0; index < SIZE; index++) {
      Optional<String> extra = index % 2 == 0 ? Optional.empty() : Optional.of("YQ==");
      seeds.add(new TlogProof(extra, index, tree.inclusionProof(index), checkpoint).bytes());
    }
    return seeds;
  }

  @Override
  public void accept(byte[] input) throws RefusedException {
    TlogProof proof = TlogProof.parse(input);
    FuzzTarget.require(Arrays.equals(proof.bytes(), input), "a proof is written as it was read");
    FuzzTarget.require(
        proof.extra().isPresent() == proof.extraBytes().isPresent(), "what is extra is decoded");
    int holds = 0;
    for (int index = 0; index < SIZE; index++) {
      if (holds(proof, ENTRIES.get(index))) {
        FuzzTarget.require(proof.index() == index, "a proof holds for its own entry only");
        holds++;
      }
    }
    if (holds == 0) {
      throw RefusedException.expected("proof-fuzz", "proof", "one of the entries", "none");
    }
  }

  private boolean holds(TlogProof proof, byte[] entry) {
    try {
      proof.verify(entry, policy, NoteFuzz.NOW);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }
}
