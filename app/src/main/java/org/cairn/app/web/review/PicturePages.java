package org.cairn.app.web.review;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cairn.app.record.RecordedAlert;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.map.Sight;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.register.AlertHit;
import org.cairn.register.AlertRegister;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The pictures of alerts, out of the blob store. What is missing or is not what was recorded is
 * answered by a drawing that says so: never by half a picture.
 */
@Controller
final class PicturePages {
  private static final int MOST_BYTES = 16 << 20;

  /** A question mark on hatching. */
  private static final byte[] IN_DOUBT =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" \
      fill="#f8e6ea"/><path d="M-8 24L24-8M-8 56L56-8M8 72L72 8M40 72L72 40" stroke="#94183b" \
      stroke-opacity=".25" stroke-width="5"/><text x="32" y="43" text-anchor="middle" \
      font-family="sans-serif" font-weight="700" font-size="32" fill="#94183b">?</text></svg>
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Reviews reviews;

  PicturePages(Reviews reviews) {
    this.reviews = reviews;
  }

  @GetMapping("/review/{alert}/pictures/{blob}")
  @Needs(Right.SEE_ALERTS)
  Answer picture(
      Frame frame, @PathVariable("alert") String segment, @PathVariable("blob") String blob)
      throws IOException, RefusedException {
    Visible visible = visible(frame, segment);
    return answer(
        visible,
        visible.recorded().pictures().stream()
            .filter(one -> one.blob().hex().equals(blob))
            .findFirst()
            .orElseThrow(NotFoundException::new));
  }

  /** The picture after the change, else the one before. */
  @GetMapping("/review/{alert}/thumbnail")
  @Needs(Right.SEE_ALERTS)
  Answer thumbnail(Frame frame, @PathVariable("alert") String segment)
      throws IOException, RefusedException {
    Visible visible = visible(frame, segment);
    Optional<RecordedAlert.Picture> after = find(visible.recorded(), "after");
    return answer(
        visible,
        after.or(() -> find(visible.recorded(), "before")).orElseThrow(NotFoundException::new));
  }

  private static Optional<RecordedAlert.Picture> find(RecordedAlert recorded, String role) {
    return recorded.pictures().stream().filter(one -> one.role().equals(role)).findFirst();
  }

  /**
   * An alert whose pictures the viewer may see.
   *
   * @param caching what is protected does not stay in a browser that somebody else goes on with
   */
  private record Visible(RecordedAlert recorded, String caching) {}

  /**
   * @throws NotFoundException also where the ground in the pictures would tell where a place lies,
   *     which this viewer may not know
   */
  private Visible visible(Frame frame, String segment) throws IOException, RefusedException {
    AlertRegister register = reviews.register();
    AlertHit hit = ReviewPages.find(register, segment);
    if (!reviews.place(hit.place(), Sight.of(frame.viewer())).located()) {
      throw new NotFoundException();
    }
    return new Visible(
        RecordedAlert.withoutCurve(register.entries().read(hit.entry()).record()),
        reviews.isOpen(hit.place()) ? Answer.PRIVATE_FOR_EVER : Answer.PRIVATE);
  }

  private Answer answer(Visible visible, RecordedAlert.Picture picture)
      throws IOException, RefusedException {
    try {
      return Answer.bytes(
          reviews.blobs().read(picture.blob(), MOST_BYTES), "image/png", visible.caching());
    } catch (IntegrityException told) {
      // By the picture itself, and by the page that shows it.
      return Answer.bytes(IN_DOUBT, "image/svg+xml", Answer.PRIVATE);
    }
  }
}
