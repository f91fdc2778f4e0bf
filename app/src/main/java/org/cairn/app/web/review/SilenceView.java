package org.cairn.app.web.review;

import java.util.ArrayList;
import java.util.List;
import org.cairn.app.text.Texts;

/** What raised no alert, in one language. */
final class SilenceView {
  private final Silences.Now now;
  private final Texts texts;

  SilenceView(Silences.Now now, Texts texts) {
    this.now = now;
    this.texts = texts;
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    long quiet = now.silence().places() - now.silence().withAlert();
    sentences.add(texts.count("review.quiet.places", quiet));
    if (now.silence().unwatched() > 0) {
      sentences.add(texts.count("review.quiet.unwatched", now.silence().unwatched()));
    }
    if (now.sampled() > 0) {
      sentences.add(
          now.seenInHalf().isPresent()
              ? texts.text(
                  "review.quiet.seen",
                  texts.area(now.seenInHalf().getAsDouble()),
                  texts.plain(now.sampled()))
              : texts.text("review.quiet.unseen", texts.plain(now.sampled())));
    }
    return sentences;
  }

  boolean hasUnwatched() {
    return now.silence().unwatched() > 0;
  }
}
