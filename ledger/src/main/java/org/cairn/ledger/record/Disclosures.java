package org.cairn.ledger.record;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes protected members out of a record and puts disclosed ones back (RFC 9901, object properties
 * only). Stateless, thread-safe. A protected record:
 *
 * <pre>{"_sd":[DIGEST,...],"_sd_alg":"sha-256","type":"report",...}</pre>
 *
 * The digests are sorted, so their order tells nothing, and filled up with digests of nothing to a
 * fixed count, so their number tells nothing.
 */
public final class Disclosures {
  static final String DIGESTS = "_sd";
  static final String ALGORITHM = "_sd_alg";
  static final String SHA_256 = "sha-256";

  private Disclosures() {}

  /**
   * What goes into the log, and what is kept apart from it.
   *
   * @param record with digests in place of the protected members
   * @param disclosures of the members that were there, in the order of their names
   */
  public record Protection(ObjectNode record, List<Disclosure> disclosures) {
    public Protection {
      record = record.deepCopy();
      disclosures = List.copyOf(disclosures);
    }

    /** The record, a copy. */
    @Override
    public ObjectNode record() {
      return record.deepCopy();
    }
  }

  /**
   * Replaces members of the record's outermost object by digests. A field that the record lacks is
   * passed over: whether it was there stays hidden.
   *
   * @param fields names of the members to protect
   * @param digestCount digests to end up with, decoys included; the same for all records of a type
   * @throws IllegalArgumentException when there are more fields than digests, a field or a member
   *     of the record has a name that SD-JWT uses, or a value is no JSON
   */
  public static Protection protect(
      ObjectNode record, Set<String> fields, int digestCount, SecureRandom random) {
    if (fields.size() > digestCount) {
      throw new IllegalArgumentException(
          fields.size() + " fields do not fit in " + digestCount + " digests");
    }
    for (String reserved : Disclosure.RESERVED_NAMES) {
      if (fields.contains(reserved) || !record.findValues(reserved).isEmpty()) {
        throw new IllegalArgumentException(
            "A record to protect may have no member named '" + reserved + "'");
      }
    }
    ObjectNode open = record.deepCopy();
    var disclosures = new ArrayList<Disclosure>();
    var digests = new TreeSet<String>();
    for (String field : new TreeSet<>(fields)) {
      JsonNode value = open.remove(field);
      if (value != null) {
        Disclosure disclosure = Disclosure.of(field, value, random);
        disclosures.add(disclosure);
        digests.add(disclosure.digest());
      }
    }
    while (digests.size() < digestCount) {
      digests.add(decoy(random));
    }
    if (digestCount > 0) {
      ArrayNode array = open.putArray(DIGESTS);
      digests.forEach(array::add);
      open.put(ALGORITHM, SHA_256);
    }
    return new Protection(open, disclosures);
  }

  /**
   * The record with what is disclosed back in its place, at any depth, and without {@code _sd} and
   * {@code _sd_alg}. What is not disclosed stays away.
   *
   * @throws RefusedException {@code disclosure-repeated}, {@code disclosure-unmatched} when the
   *     record has no digest of it, {@code disclosure-digest-repeated}, {@code
   *     disclosure-collision} when the record has a member of that name, {@code
   *     disclosure-algorithm}, {@code disclosure-record} when {@code _sd} is not in form or there
   *     is an array element's {@code ...}, which is not written here
   */
  public static ObjectNode reveal(ObjectNode record, List<Disclosure> disclosures)
      throws RefusedException {
    return new Revelation(disclosures).reveal(record);
  }

  private static String decoy(SecureRandom random) {
    byte[] nothing = new byte[Disclosure.SALT_LENGTH];
    random.nextBytes(nothing);
    return Base64Url.encode(Sha256.of(nothing));
  }
}
