package org.cairn.register;

import java.util.Optional;

/**
 * What somebody decided about two descriptions: a statement with an author, in the ledger for ever.
 *
 * @param entry its index
 * @param time the writer's clock, a claim
 * @param by who decides; empty where the vault does not have it any more
 * @param note why, in their words
 */
public record PairDecision(
    long entry,
    Optional<String> time,
    PlacePair pair,
    Verdict verdict,
    Optional<String> by,
    Optional<String> note) {

  /** Codes are written to records; adding one is compatible. */
  public enum Verdict {
    /** Both describe one place. */
    SAME("same"),
    /** They describe two. */
    DIFFERENT("different"),
    /** What was decided before is taken back: the pair is open again. */
    UNDONE("undone");

    private final String code;

    Verdict(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
