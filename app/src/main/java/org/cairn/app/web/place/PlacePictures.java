package org.cairn.app.web.place;

import java.io.IOException;
import java.util.Arrays;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.map.Sight;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.ledger.RefusedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pictures of a place that its alerts name: only for whoever may know where it lies, since the
 * ground in a picture tells that. Other blobs are nobody's to fetch here, whoever knows their hash.
 * Thread-safe.
 */
@Controller
final class PlacePictures {
  /** How every PNG begins. */
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final PlaceReading places;
  private final Entries entries;

  PlacePictures(PlaceReading places, Entries entries) {
    this.places = places;
    this.entries = entries;
  }

  @GetMapping("/places/{place}/pictures/{entry}/{hash}")
  @Needs(Right.SEE_ALERTS)
  Answer picture(
      Frame frame,
      @PathVariable("place") String segment,
      @PathVariable("entry") long entry,
      @PathVariable("hash") String hash)
      throws IOException, RefusedException {
    OpenPlace place = places.open(segment, Sight.of(frame.viewer()));
    String id = place.whole().place().id();
    boolean named =
        place.located()
            && isNamed(entries.find(entry).orElseThrow(NotFoundException::new), id, hash);
    if (!named || !entries.holds(hash)) {
      throw new NotFoundException();
    }
    byte[] content = entries.blob(Entries.hash(hash).orElseThrow());
    if (content.length < PNG.length || !Arrays.equals(content, 0, PNG.length, PNG, 0, PNG.length)) {
      throw new NotFoundException();
    }
    boolean open = place.whole().place().sensitivity().level() == Sensitivity.Level.PUBLIC;
    // What is protected does not stay in a browser that somebody else goes on with.
    return Answer.bytes(content, "image/png", open ? Answer.PRIVATE_FOR_EVER : Answer.PRIVATE);
  }

  private static boolean isNamed(ObjectNode record, String place, String hash) {
    if (!record.path("type").asString("").equals("alert")
        || !record.path("place").asString("").equals(place)) {
      return false;
    }
    for (JsonNode chip : record.path("chips")) {
      if (chip.path("blob").asString("").equals("sha256:" + hash)) {
        return true;
      }
    }
    return false;
  }
}
