package org.cairn.app.web.news;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.map.Atlas;
import org.cairn.app.web.news.Feed.Entry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.register.PlaceCard;
import org.cairn.register.PlaceSpots;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Feeds, for whoever has the address: what the subscription's digests said, as far as it may be
 * said now. Thread-safe.
 */
@Controller
final class FeedPages {
  private static final int MOST = 100;

  private final NewsStore store;
  private final Outbox outbox;
  private final Owners owners;
  private final Letters letters;
  private final Registers registers;
  private final Atlas atlas;

  FeedPages(
      NewsStore store,
      Outbox outbox,
      Owners owners,
      Letters letters,
      Registers registers,
      Atlas atlas) {
    this.store = store;
    this.outbox = outbox;
    this.owners = owners;
    this.letters = letters;
    this.registers = registers;
    this.atlas = atlas;
  }

  @GetMapping("/news/feeds/{file}")
  @Needs(Right.ENTER)
  Answer feed(Frame frame, HttpServletRequest request, @PathVariable("file") String file)
      throws IOException, RefusedException {
    int dot = file.lastIndexOf('.');
    String secret = dot < 0 ? "" : file.substring(0, dot);
    String end = dot < 0 ? "" : file.substring(dot + 1);
    Subscription of = find(secret).orElseThrow(NotFoundException::new);
    Feed feed = new Feed(of, letters.node(), entries(of));
    return switch (end) {
      case "atom" -> answer(feed.atom(), "application/atom+xml; charset=utf-8", feed.updated());
      case "geojson" -> answer(feed.geoJson(), "application/geo+json", feed.updated());
      default -> throw new NotFoundException();
    };
  }

  private Optional<Subscription> find(String secret) throws IOException {
    Optional<String> id = Secrets.id(secret);
    Optional<Subscription> one = id.isEmpty() ? Optional.empty() : store.find(id.get());
    boolean fits =
        one.isPresent()
            && store
                .secrets()
                .matches(
                    secret,
                    Secrets.Purpose.FEED,
                    one.get().id(),
                    Integer.toString(one.get().standing().feedVersion()))
            && owners.find(one.get()).isPresent();
    return fits ? one : Optional.empty();
  }

  private List<Entry> entries(Subscription of) throws IOException, RefusedException {
    List<Digest> digests = new ArrayList<>();
    Set<Long> numbers = new LinkedHashSet<>();
    for (Outbox.Letter letter : outbox.list(of.id(), NewsStore.KEPT)) {
      Digest digest = letter.digest();
      digests.add(digest);
      digest.parts().forEach(part -> part.items().forEach(item -> numbers.add(item.place())));
      if (numbers.size() > MOST) {
        break;
      }
    }
    Map<Long, double[]> open = open(List.copyOf(numbers));
    List<Entry> entries = new ArrayList<>();
    for (Digest digest : digests) {
      entries.add(Entry.of(digest));
      for (Digest.Part part : digest.parts()) {
        for (Digest.Item item : part.items()) {
          if (open.containsKey(item.place())) {
            entries.add(Entry.of(digest, part.kind(), item, open.get(item.place())));
          }
        }
      }
    }
    return entries.subList(0, Math.min(entries.size(), MOST));
  }

  /** Of the places that are open to all now, where they roughly lie; empty where not known. */
  private Map<Long, double[]> open(List<Long> numbers) throws IOException, RefusedException {
    PlaceSpots spots = atlas.positions().spots();
    Map<Long, double[]> open = new HashMap<>();
    for (PlaceCard card : registers.read(register -> register.cards(numbers))) {
      if (card.sensitivity().equals(Sensitivity.Level.PUBLIC.code())) {
        int index = spots.find(card.number());
        boolean placed = index >= 0 && spots.isPlaced(index, false);
        open.put(
            card.number(),
            placed
                ? new double[] {spots.lon(index, false), spots.lat(index, false)}
                : new double[0]);
      }
    }
    return open;
  }

  private static Answer answer(byte[] content, String type, Instant updated) {
    String tag = '"' + HexFormat.of().formatHex(Sha256.of(content), 0, 12) + '"';
    return (request, response) -> {
      response.setHeader("ETag", tag);
      response.setDateHeader("Last-Modified", updated.toEpochMilli());
      response.setHeader("Cache-Control", "private, no-cache");
      if (isKnown(request, tag, updated)) {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        return;
      }
      response.setContentType(type);
      response.setContentLength(content.length);
      response.getOutputStream().write(content);
    };
  }

  /** RFC 9110 section 13.2.2: where both are given, the tag counts. */
  private static boolean isKnown(HttpServletRequest request, String tag, Instant updated) {
    String tags = request.getHeader("If-None-Match");
    if (tags != null) {
      return tags.strip().equals("*")
          || List.of(tags.replace("W/", "").split("\\s*,\\s*")).contains(tag);
    }
    try {
      long since = request.getDateHeader("If-Modified-Since");
      return since >= 0 && updated.getEpochSecond() <= since / 1_000;
    } catch (IllegalArgumentException noDate) {
      return false;
    }
  }
}
