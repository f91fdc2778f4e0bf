package org.cairn.app.run;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Reach;
import org.cairn.imagery.raster.WebAccess;
import org.cairn.imagery.stac.BoundingBox;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.ItemSearch;
import org.cairn.imagery.stac.SearchResult;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.cairn.watch.ItemUse;
import org.cairn.watch.Watch;
import org.locationtech.jts.geom.Envelope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Opens a catalogue and looks at what it has over a few of the places; reads no images. */
final class CatalogTrial {
  /** Spread over the list. */
  private static final int MOST_PLACES = 5;

  private final List<Place> places;
  private int items;
  private int problems;
  private int unusable;
  private String first = "";
  private String last = "";
  private final Map<String, Integer> uses = new TreeMap<>();

  private CatalogTrial(List<Place> places) {
    this.places = places;
  }

  /**
   * @param what {@code catalog} with name, href, sign, and whether it may lead into private
   *     networks
   */
  static ObjectNode run(Workspace workspace, RunBook book, JsonNode what)
      throws IOException, RefusedException, RunFailure {
    JsonNode catalog = what.path("catalog");
    WebAccess access =
        new WebAccess(
            book.secrets().of(catalog.path("name").asString("")),
            Reach.ofNetworks(catalog.path("private").asBoolean(false)));
    Optional<URI> sign =
        Optional.of(catalog.path("sign").asString(""))
            .filter(text -> !text.isEmpty())
            .map(URI::create);
    long begun = System.nanoTime();
    CatalogTrial trial = new CatalogTrial(few(WorkspaceIndex.read(workspace).places()));
    CatalogImages.over(
        catalog.path("href").asString(""),
        sign,
        access,
        (images, sources, signer) -> {
          for (Place place : trial.places) {
            trial.take(images.search(around(place)));
          }
          return trial;
        });
    long millis = (System.nanoTime() - begun) / 1_000_000;
    return trial.json(millis, access.traffic().now().requests());
  }

  private static List<Place> few(List<Place> all) {
    Map<String, Place> chosen = new LinkedHashMap<>();
    for (int i = 0; i < MOST_PLACES && !all.isEmpty(); i++) {
      Place place = all.get((int) ((long) i * all.size() / MOST_PLACES));
      chosen.put(place.id(), place);
    }
    return List.copyOf(chosen.values());
  }

  private static ItemSearch around(Place place) {
    Envelope box = place.geometry().getEnvelopeInternal();
    return new ItemSearch(
        Optional.of(new BoundingBox(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY())),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private void take(SearchResult found) {
    items += found.items().size();
    problems += found.problems().size();
    for (Item item : found.items()) {
      String day = item.acquired().toString().substring(0, 10);
      first = first.isEmpty() || day.compareTo(first) < 0 ? day : first;
      last = day.compareTo(last) > 0 ? day : last;
      Optional<ItemUse> use = Watch.useOf(item, Asked.usual().settings());
      if (use.isPresent()) {
        String named =
            String.join(" + ", use.get().bands())
                + use.get().mask().map(mask -> " / " + mask).orElse("");
        uses.merge(named, 1, Integer::sum);
      } else {
        unusable++;
      }
    }
  }

  private ObjectNode json(long millis, long requests) {
    ObjectNode node =
        JsonMapper.shared()
            .createObjectNode()
            .put("places", places.size())
            .put("items", items)
            .put("problems", problems)
            .put("unusable", unusable)
            .put("first", first)
            .put("last", last)
            .put("millis", millis)
            .put("requests", requests);
    ObjectNode used = node.putObject("uses");
    uses.forEach(used::put);
    return node;
  }
}
