package org.cairn.register;

/** Digests of disclosures, and which of them were met. For one thread. */
final class DigestSet {
  private static final long NOT_MET = 0;
  private static final long MET = 1;

  private final DigestTable digests = new DigestTable();

  void add(String digest) {
    digests.add(digest, NOT_MET);
  }

  /**
   * Notes that a digest was met, where it is in the set.
   *
   * @param digest any text
   * @return whether it is
   */
  boolean meet(String digest) {
    boolean there = digests.has(digest);
    if (there) {
      digests.replace(digest, MET);
    }
    return there;
  }

  boolean wasMet(String digest) {
    return digests.has(digest) && digests.get(digest) == MET;
  }
}
