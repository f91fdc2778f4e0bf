package org.cairn.ledger.peer;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.LogSource;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.VerifierKey;

/**
 * Decides whether two checkpoints that one log signed belong to one history. Stateless.
 *
 * <p>Wrong tiles or a wrong proof never speak against the log: only two of its own signatures do,
 * joined by a proof that one signed tree begins otherwise than the other.
 */
public final class SplitView {
  private SplitView() {}

  /** What a comparison came to. */
  public sealed interface Verdict {}

  /** The smaller tree is the beginning of the larger one, or both are the same. */
  public record Consistent() implements Verdict {}

  /** The log signed two histories; the proof convinces anyone who has the log's key. */
  public record Inconsistent(ForkProof proof) implements Verdict {}

  /**
   * Neither can be shown.
   *
   * @param why {@code compare-origin} for checkpoints of different logs, otherwise what is wrong
   *     with the evidence
   */
  public record NotComparable(Fault why) implements Verdict {}

  /** Where to learn how the larger tree begins. */
  @FunctionalInterface
  public interface Evidence {
    /**
     * @param larger the checkpoint whose tree it is
     * @param size of its beginning, smaller than the tree
     */
    Beginning beginning(SignedNote larger, long size) throws IOException, RefusedException;

    /** No evidence: two checkpoints of one size need none. */
    static Evidence none() {
      return (larger, size) -> {
        throw RefusedException.expected(
            "compare-evidence",
            "beginning of size " + size,
            "tiles of the larger tree, or a proof",
            "none");
      };
    }

    /** A consistency proof that somebody gave for the smaller checkpoint's root. */
    static Evidence proof(Beginning given) {
      return (larger, size) -> given;
    }

    /** The larger tree's tiles. */
    static Evidence tiles(LogSource source) {
      return (larger, size) -> Beginning.of(LogReader.at(source, larger), size);
    }
  }

  /**
   * Compares two checkpoints, in either order.
   *
   * @param keys of the log; it has several where it changed its key
   * @throws RefusedException {@code checkpoint-format}, {@code note-signature}, {@code
   *     compare-signature}: one of them was not signed by the log
   */
  public static Verdict compare(
      Collection<VerifierKey> keys, SignedNote one, SignedNote other, Evidence evidence)
      throws RefusedException {
    Checkpoint first = signed(keys, one);
    Checkpoint second = signed(keys, other);
    if (!first.origin().equals(second.origin())) {
      return new NotComparable(
          Fault.expected(
              "compare-origin", "checkpoints", "two of '" + first.origin() + "'", "another's"));
    }
    boolean inOrder = first.size() <= second.size();
    SignedNote smaller = inOrder ? one : other;
    SignedNote larger = inOrder ? other : one;
    TreeHead small = inOrder ? first.head() : second.head();
    TreeHead large = inOrder ? second.head() : first.head();
    Beginning beginning;
    try {
      beginning =
          small.size() == large.size()
              ? new Beginning(large.root(), List.of())
              : evidence.beginning(larger, small.size());
      beginning.requireLeadsTo(large, small.size());
    } catch (RefusedException e) {
      return new NotComparable(e.fault());
    } catch (IOException e) {
      return new NotComparable(
          new Fault("compare-evidence", "tree of size " + large.size(), String.valueOf(e)));
    }
    return beginning.root().equals(small.root())
        ? new Consistent()
        : new Inconsistent(new ForkProof(smaller, larger, beginning));
  }

  /** A checkpoint with a signature of its own log; otherwise it says nothing about that. */
  static Checkpoint signed(Collection<VerifierKey> keys, SignedNote note) throws RefusedException {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    boolean holds =
        note.verify(keys).stream()
            .anyMatch(signature ->
                signature.key().kind() == VerifierKey.Kind.LOG
                    && signature.key().name().equals(checkpoint.origin()));
    if (!holds) {
      throw RefusedException.expected(
          "compare-signature",
          "checkpoint",
          "a signature of log '" + checkpoint.origin() + "' by a key that is known",
          "none");
    }
    return checkpoint;
  }
}
