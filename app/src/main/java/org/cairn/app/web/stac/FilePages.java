package org.cairn.app.web.stac;

import java.io.IOException;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PictureHit;
import org.cairn.register.SceneHit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The files of items, whole or in parts. A picture is reached by the entry that names it, never by
 * its hash: who knows that may know it from elsewhere. Thread-safe.
 */
@Controller
final class FilePages {
  private final Items items;
  private final ChipFiles chips;
  private final SceneFiles scenes;

  FilePages(Items items, ChipFiles chips, SceneFiles scenes) {
    this.items = items;
    this.chips = chips;
    this.scenes = scenes;
  }

  @GetMapping(StacPaths.ROOT + "/chips/{chip}.png")
  @Needs(Right.SEE_ALERTS)
  Answer png(Frame frame, @PathVariable("chip") String chip) throws IOException, RefusedException {
    return JsonAnswer.of(() -> {
      PictureHit hit = picture(frame, chip);
      return new RangedAnswer(chips.png(hit), "image/png", caching(hit));
    });
  }

  @GetMapping(StacPaths.ROOT + "/chips/{chip}.tif")
  @Needs(Right.SEE_ALERTS)
  Answer cog(Frame frame, @PathVariable("chip") String chip) throws IOException, RefusedException {
    return JsonAnswer.of(() -> {
      PictureHit hit = picture(frame, chip);
      return new RangedAnswer(
          chips.cog(hit).orElseThrow(NotFoundException::new), ItemDocuments.COG, caching(hit));
    });
  }

  private PictureHit picture(Frame frame, String chip) throws IOException, RefusedException {
    return items
        .findPicture(chip, frame.viewer().may(Right.SEE_EXACT))
        .orElseThrow(NotFoundException::new);
  }

  /** What is protected does not stay in a browser that somebody else goes on with. */
  private static String caching(PictureHit hit) {
    return hit.open() ? Answer.PRIVATE_FOR_EVER : Answer.PRIVATE;
  }

  /** Where scenes were read from is for who may know where all places lie. */
  @GetMapping(StacPaths.ROOT + "/scenes/{scene}/{asset}.tif")
  @Needs(Right.SEE_EXACT)
  Answer scene(@PathVariable("scene") String scene, @PathVariable("asset") String asset)
      throws IOException, RefusedException {
    return JsonAnswer.of(() -> {
      String id = StacPaths.parse(scene).orElseThrow(NotFoundException::new);
      String key = StacPaths.parse(asset).orElseThrow(NotFoundException::new);
      SceneHit hit = items.findScene(id).orElseThrow(NotFoundException::new);
      for (SceneFiles.Source source : scenes.list(hit)) {
        if (source.asset().equals(key)) {
          return new RangedAnswer(
              scenes.file(source).orElseThrow(NotFoundException::new),
              ItemDocuments.COG,
              Answer.PRIVATE);
        }
      }
      throw new NotFoundException();
    });
  }
}
