package org.cairn.app.web.map;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.cairn.register.MapLayer;
import org.jspecify.annotations.Nullable;

/**
 * A service of tiles. Its capabilities are read once, when somebody first wants them; where that
 * fails, again after a while. Thread-safe.
 */
final class WmtsService {
  private static final int MOST_CAPABILITIES_BYTES = 16 << 20;
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final MapLayer.Wmts settings;
  private final NamedHosts hosts;
  private final Clock clock;
  private final ReentrantLock reading = new ReentrantLock();

  /** Written by who holds the lock. */
  private volatile @Nullable Known known;

  private record Known(
      Optional<WmtsTiles> tiles, Optional<LayerException> problem, Instant since) {}

  WmtsService(MapLayer.Wmts settings, NamedHosts hosts, Clock clock) {
    this.settings = settings;
    this.hosts = hosts;
    this.clock = clock;
  }

  /** What is known without asking anybody. */
  Optional<WmtsTiles> findTiles() {
    Known now = known;
    return now == null ? Optional.empty() : now.tiles();
  }

  /** What was wrong when the service was last asked. */
  Optional<LayerException> findProblem() {
    Known now = known;
    return now == null ? Optional.empty() : now.problem();
  }

  boolean isStale() {
    Known now = known;
    return now == null || now.tiles().isEmpty() && clock.instant().isAfter(now.since().plus(AGAIN));
  }

  /** Asks the service where nothing is known yet: seconds at most. */
  void learn() {
    if (!isStale()) {
      return;
    }
    reading.lock();
    try {
      if (isStale()) {
        known = ask();
      }
    } finally {
      reading.unlock();
    }
  }

  /** As {@link #learn}, and then what is known. */
  WmtsTiles tiles() throws LayerException {
    learn();
    Optional<LayerException> problem = findProblem();
    if (problem.isPresent()) {
      throw problem.get();
    }
    return findTiles().orElseThrow();
  }

  private Known ask() {
    try {
      return new Known(Optional.of(read()), Optional.empty(), clock.instant());
    } catch (LayerException e) {
      System.getLogger(WmtsService.class.getName())
          .log(
              System.Logger.Level.WARNING, "Map layer ''{0}'': {1}", settings.name(), e.sentence());
      return new Known(Optional.empty(), Optional.of(e), clock.instant());
    }
  }

  private WmtsTiles read() throws LayerException {
    HttpResponse<byte[]> answer =
        hosts.get(hosts.first(), Optional.empty(), MOST_CAPABILITIES_BYTES);
    if (answer.statusCode() != 200) {
      throw new LayerException(
          "away", NamedHosts.named(hosts.first()), "HTTP " + answer.statusCode());
    }
    WmtsTiles tiles = WmtsCapabilities.read(answer.body(), answer.uri(), settings);
    URI sample;
    try {
      sample = tiles.address(tiles.minZoom(), 0, 0);
    } catch (IllegalArgumentException noAddress) {
      throw new LayerException(noAddress, "no-tiles", settings.layer().orElse(""));
    }
    if (!hosts.allows(sample)) {
      throw new LayerException("other-host", NamedHosts.named(sample));
    }
    return tiles;
  }
}
