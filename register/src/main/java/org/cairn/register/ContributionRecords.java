package org.cairn.register;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.heritage.codec.ContributionCodec;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.Signing;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people add to places as records of the ledger:
 *
 * <pre>{"type":"contribution", members of {@link ContributionCodec}}</pre>
 *
 * and, for a place that somebody makes by hand, a record of {@link PlaceRecords} with who did.
 * Stateless.
 */
public final class ContributionRecords {
  /** The member {@code type}. */
  public static final String TYPE = "contribution";

  /** Room for two more protected members before their number would tell anything. */
  private static final int DIGESTS = ContributionCodec.PROTECTED_MEMBERS.size() + 2;

  /** As for places that are imported, and the name of who made one. */
  private static final Set<String> MADE_BY_HAND =
      Stream.concat(
              PlaceCodec.PROTECTED_MEMBERS.stream(), ContributionCodec.PROTECTED_MEMBERS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private ContributionRecords() {}

  /** Signed as the contribution says; whoever signs it anew replaces member {@code signed}. */
  public static Draft draft(Contribution contribution) {
    ObjectNode record = ContributionCodec.encode(contribution).put("type", TYPE);
    return new Draft(record, ContributionCodec.PROTECTED_MEMBERS, DIGESTS);
  }

  /** Signed by the node; whoever signs it anew replaces member {@code signed}. */
  public static Draft draft(PlaceDescription place, Author by) {
    ObjectNode record = PlaceRecords.draft(place).record();
    ContributionCodec.putMaker(record, by, new Signing.ByNode());
    return new Draft(record, MADE_BY_HAND, PlaceRecords.DIGESTS);
  }
}
