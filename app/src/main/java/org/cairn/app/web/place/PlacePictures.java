package org.cairn.app.web.place;

import java.io.IOException;
import java.util.Arrays;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.ledger.RefusedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Pictures of alerts, by their hash. Other blobs are nobody's to fetch here. Thread-safe. */
@Controller
final class BlobPages {
  /** How every PNG begins. */
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final Entries entries;

  BlobPages(Entries entries) {
    this.entries = entries;
  }

  @GetMapping("/blobs/{hash}")
  @Needs(Right.SEE_ALERTS)
  Answer picture(@PathVariable("hash") String hash) throws IOException, RefusedException {
    if (!entries.holds(hash)) {
      throw new NotFoundException();
    }
    byte[] content = entries.blob(Entries.hash(hash).orElseThrow());
    if (content.length < PNG.length || !Arrays.equals(content, 0, PNG.length, PNG, 0, PNG.length)) {
      throw new NotFoundException();
    }
    return Answer.bytes(content, "image/png", Answer.PRIVATE_FOR_EVER);
  }
}
