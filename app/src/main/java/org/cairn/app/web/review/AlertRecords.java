package org.cairn.app.web.review;

import java.io.IOException;
import java.util.HexFormat;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records of alerts, whole, for pages of other features; what of them a viewer may see is for those
 * to say. Thread-safe.
 */
public final class AlertRecords {
  private final Reviews reviews;

  AlertRecords(Reviews reviews) {
    this.reviews = reviews;
  }

  /**
   * @param entry of the ledger
   */
  public ObjectNode read(long entry) throws IOException, RefusedException {
    return reviews.register().entries().read(entry).record();
  }

  /** Whether a picture is in the store. */
  public boolean holds(String sha256) throws IOException {
    return reviews.blobs().holds(Hash.of(HexFormat.of().parseHex(sha256)));
  }
}
