package org.cairn.imagery.stac;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * Follows a static catalogue's links ({@code child}, {@code item}, {@code items}) level by level,
 * each document once. The documents of a level are read side by side and taken in the order of
 * their links, so the outcome does not depend on timing.
 */
final class StaticTree {
  private static final List<String> FOLLOWED = List.of("child", "item", "items", "data");

  /**
   * Documents read side by side: enough to hide a server's latency, few enough not to trouble it.
   */
  private static final int AT_ONCE = 12;

  private final Documents documents;
  private final StacSettings settings;
  private final ItemSink sink;
  private final Set<URI> seen = new HashSet<>();
  private long started;

  StaticTree(Documents documents, StacSettings settings, ItemSink sink) {
    this.documents = documents;
    this.settings = settings;
    this.sink = sink;
  }

  /**
   * @throws StacException where reading is stopped or never ends; a missing branch is told to the
   *     sink
   */
  void read(JsonNode root, URI location) throws StacException {
    started = System.nanoTime();
    seen.add(location.normalize());
    List<URI> level = new ArrayList<>(linked(root, location));
    try (ExecutorService readers =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      while (!level.isEmpty()) {
        level = readLevel(level, readers);
      }
    }
  }

  private List<URI> readLevel(List<URI> level, ExecutorService readers) throws StacException {
    List<URI> next = new ArrayList<>();
    // In portions, so that not a whole level's documents are in memory at once.
    for (int start = 0; start < level.size(); start += AT_ONCE) {
      if (System.nanoTime() - started > settings.longest().toNanos()) {
        throw new StacException(
            StacException.Code.HTTP_TIMEOUT,
            "The catalogue's documents had not all been read after "
                + StacSettings.shown(settings.longest())
                + ": name one of its collections, use its search, or copy it to this machine.");
      }
      List<URI> portion = level.subList(start, Math.min(level.size(), start + AT_ONCE));
      List<Future<JsonNode>> pending =
          portion.stream().map(uri -> readers.submit(() -> documents.read(uri))).toList();
      for (int i = 0; i < portion.size(); i++) {
        Optional<JsonNode> document = await(pending.get(i), portion.get(i));
        if (document.isPresent()) {
          take(document.get(), portion.get(i), next);
        }
      }
    }
    return next;
  }

  private Optional<JsonNode> await(Future<JsonNode> pending, URI address) throws StacException {
    try {
      return Optional.of(pending.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StacException(
          StacException.Code.INTERRUPTED, "Reading the catalogue was stopped.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StacException refused) {
        tellMissing(refused, address);
        return Optional.empty();
      }
      throw new IllegalStateException(
          "Reading '" + Hrefs.shown(address) + "' failed", e.getCause());
    }
  }

  private void tellMissing(StacException refused, URI address) {
    sink.problem(
        refused.code().id(),
        Hrefs.shown(address),
        "Part of the catalogue is missing: " + refused.getMessage() + " The rest goes on.");
  }

  private void take(JsonNode document, URI location, List<URI> next) throws StacException {
    switch (Json.text(document, "type").orElse("")) {
      case "Feature" -> new ItemReader(location, sink).read(document);
      case "FeatureCollection" -> takePages(document, location);
      default -> {
        if (document.path("links").isArray()) {
          next.addAll(linked(document, location));
        } else {
          sink.problem(
              StacException.Code.CATALOG_NOT_STAC.id(),
              Hrefs.shown(location),
              "Document is no STAC Catalog, Collection or Item; it is left out, the rest goes on.");
        }
      }
    }
  }

  private void takePages(JsonNode document, URI location) {
    try {
      if (Hrefs.isHttp(location)) {
        new Pages(settings, documents.web())
            .readFrom(document, WebDocuments.Ask.get(location), sink);
      } else {
        Pages.features(document, location, sink);
      }
    } catch (StacException refused) {
      tellMissing(refused, location);
    }
  }

  private List<URI> linked(JsonNode document, URI location) throws StacException {
    List<URI> found = new ArrayList<>();
    for (String relation : FOLLOWED) {
      for (JsonNode link : Links.of(document, relation)) {
        Optional<URI> target =
            Json.text(link, "href")
                .flatMap(href -> Hrefs.resolve(href, location, Optional.empty()));
        if (target.isEmpty()) {
          sink.problem(
              "link-invalid",
              Hrefs.shown(location),
              "A '" + relation + "' link has no usable 'href'; it is left out, the rest goes on.");
        } else if (seen.add(target.get().normalize())) {
          found.add(target.get());
        }
      }
    }
    if (seen.size() > settings.mostDocuments()) {
      throw new StacException(
          StacException.Code.CATALOG_TOO_LARGE,
          "The catalogue has more than "
              + settings.mostDocuments()
              + " documents: name one of its collections, or use its search.");
    }
    return found;
  }
}
