package org.cairn.app.web.news;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.map.Atlas;
import org.cairn.app.web.map.PlaceFilter;
import org.cairn.app.web.map.Sight;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceSpots;
import org.cairn.register.WatchNews;

/** What wishes are read with: the places a list showed, and where hosts are. Thread-safe. */
final class Wishes {
  /** In place of a filter: the places that are not watched now. */
  static final String SILENT = "silent";

  /** Before the id of one place. */
  static final String PLACE = "place:";

  /** Of a subscription to a list of places; whoever wants more takes an area or all. */
  private static final int MOST = 20_000;

  private final Registers registers;
  private final Atlas atlas;
  private final Owners owners;
  private final Hook hook;
  private final boolean sendsMail;
  private final InstantSource clock;

  Wishes(
      Registers registers,
      Atlas atlas,
      Owners owners,
      Hook hook,
      boolean sendsMail,
      InstantSource clock) {
    this.registers = registers;
    this.atlas = atlas;
    this.owners = owners;
    this.hook = hook;
    this.sendsMail = sendsMail;
    this.clock = clock;
  }

  boolean sendsMail() {
    return sendsMail;
  }

  Instant now() {
    return clock.instant();
  }

  /** The owner as digests are made for, in the language of the page. */
  Viewer as(Subscription of, Viewer viewer) throws IOException {
    Viewer owner = owners.find(of).orElseThrow(NotFoundException::new);
    return new Viewer(
        owner.person(),
        owner.organisation(),
        owner.roles(),
        owner.publicRights(),
        viewer.language(),
        viewer.languages());
  }

  WishForm.Ground ground(Viewer viewer, Optional<Area> before) {
    return new WishForm.Ground() {
      @Override
      public Area places(String query) throws IOException {
        try {
          return new Area.Places(numbers(query, viewer));
        } catch (RefusedException e) {
          throw new IOException(e);
        }
      }

      @Override
      public Optional<Area> before() {
        return before;
      }

      @Override
      public boolean sendsMail() {
        return sendsMail;
      }

      @Override
      public Optional<URI> hook(String address) {
        return hook.address(address);
      }

      @Override
      public void look(URI address) throws IOException {
        hook.look(address);
      }
    };
  }

  /** The first of them, as the list has them. */
  private List<Long> numbers(String query, Viewer viewer) throws IOException, RefusedException {
    if (query.equals(SILENT)) {
      return silent();
    }
    if (query.startsWith(PLACE)) {
      String place = query.substring(PLACE.length());
      return registers.read(register -> register.news().number(place)).stream().toList();
    }
    Sight sight = Sight.of(viewer);
    PlaceFilter filter = PlaceFilter.of(parameters(query), sight);
    return atlas.page(filter, sight.exact(), 0, MOST).numbers();
  }

  private List<Long> silent() throws IOException, RefusedException {
    PlaceSpots spots = atlas.positions().spots();
    WatchNews.Watched watched = registers.read(register -> register.news().watched(spots));
    List<Long> numbers = new ArrayList<>();
    for (int index = 0; index < spots.size() && numbers.size() < MOST; index++) {
      if (!watched.isWatched(index)) {
        numbers.add(spots.number(index));
      }
    }
    return numbers;
  }

  private static Map<String, String[]> parameters(String query) {
    Map<String, String[]> parameters = new LinkedHashMap<>();
    for (String each : query.split("&")) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        parameters.put(
            each.substring(0, equals),
            new String[] {URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8)});
      }
    }
    return parameters;
  }
}
