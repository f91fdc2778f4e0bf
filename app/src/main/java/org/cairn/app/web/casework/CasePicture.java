package org.cairn.app.web.casework;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.record.SignedRecord;
import org.cairn.register.Workspace;
import tools.jackson.databind.JsonNode;

/** The later picture that an alert's entry names. Immutable. */
record CasePicture(Hash blob) {
  private static final String PREFIX = "sha256:";

  /**
   * What an alert's entry names.
   *
   * @param entry of the alert
   * @return empty where it names none
   */
  static Optional<CasePicture> find(Workspace workspace, long entry)
      throws IOException, RefusedException {
    SignedRecord record = SignedRecord.parse(workspace.reader().entry(entry));
    for (JsonNode chip : record.record().path("chips").values()) {
      String blob = chip.path("blob").asString("");
      if (chip.path("role").asString("").equals("after") && blob.matches(PREFIX + "[0-9a-f]{64}")) {
        return Optional.of(
            new CasePicture(Hash.of(HexFormat.of().parseHex(blob.substring(PREFIX.length())))));
      }
    }
    return Optional.empty();
  }

  /** PNG; verified against its name. */
  byte[] read(Workspace workspace, int mostBytes) throws IOException, RefusedException {
    return workspace.blobs().read(blob, mostBytes);
  }
}
