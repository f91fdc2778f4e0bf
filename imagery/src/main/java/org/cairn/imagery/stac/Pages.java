package org.cairn.imagery.stac;

import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads feature collections that come in pages. */
final class Pages {
  /**
   * Some servers answer with an empty page now and then; so many in a row that bring nothing new
   * are a loop.
   */
  private static final int MOST_IDLE_PAGES = 20;

  private final StacSettings settings;
  private final WebDocuments web;

  Pages(StacSettings settings, WebDocuments web) {
    this.settings = settings;
    this.web = web;
  }

  /** Reads all pages from the first on. */
  void readAll(WebDocuments.Ask first, ItemSink sink) throws StacException {
    readFrom(web.read(first), first, sink);
  }

  /**
   * Reads a page already there, and those that follow.
   *
   * @param ask the request the page answered
   */
  void readFrom(JsonNode page, WebDocuments.Ask ask, ItemSink sink) throws StacException {
    Set<WebDocuments.Ask> asked = new HashSet<>();
    long started = System.nanoTime();
    int idle = 0;
    while (asked.add(ask)) {
      int before = sink.size();
      features(page, ask.address(), sink);
      idle = sink.size() == before ? idle + 1 : 0;
      requireBounds(ask, sink.size(), System.nanoTime() - started);
      Optional<WebDocuments.Ask> next = Links.next(page, ask);
      if (next.isEmpty()) {
        return;
      }
      if (idle >= MOST_IDLE_PAGES) {
        break;
      }
      if (asked.size() >= settings.mostPages()) {
        throw new StacException(
            StacException.Code.CATALOG_TOO_LARGE,
            ask.shown()
                + " has more than "
                + settings.mostPages()
                + " pages: narrow the area, the time or the collections.");
      }
      ask = next.get();
      page = asked.contains(ask) ? page : web.read(ask);
    }
    sink.problem(
        "page-loop",
        Hrefs.shown(ask.address()),
        "The catalogue's 'next' links go in a circle; the items up to there were used, there may be"
            + " more. Tell the catalogue's keepers.");
  }

  private void requireBounds(WebDocuments.Ask ask, int items, long nanos) throws StacException {
    if (items > settings.mostItems()) {
      throw new StacException(
          StacException.Code.CATALOG_TOO_LARGE,
          ask.shown()
              + " has more than "
              + settings.mostItems()
              + " items: narrow the area, the time or the collections.");
    }
    if (nanos > settings.longest().toNanos()) {
      throw new StacException(
          StacException.Code.HTTP_TIMEOUT,
          ask.shown()
              + " had not listed all its items after "
              + StacSettings.shown(settings.longest())
              + ": narrow the area, the time or the collections, or try later.");
    }
  }

  /** The features of one document. */
  static void features(JsonNode page, URI location, ItemSink sink) throws StacException {
    JsonNode features = page.path("features");
    if (!features.isArray()) {
      throw new StacException(
          StacException.Code.CATALOG_NOT_STAC,
          "'"
              + Hrefs.shown(location)
              + "' is no list of items: expected a GeoJSON FeatureCollection with 'features', found "
              + (page.isObject() ? "an object with " + page.propertyNames() : page.getNodeType())
              + ".");
    }
    ItemReader reader = new ItemReader(location, sink);
    features.forEach(reader::read);
  }
}
