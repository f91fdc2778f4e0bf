package org.cairn.imagery.stac;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.imagery.raster.WebAccess;
import tools.jackson.databind.JsonNode;

/**
 * A STAC catalogue, whichever form it has: a file of items, a static tree of files on disk or over
 * HTTP, or an API. Files are read once, when the catalogue is opened; an API is asked at each
 * search. Thread-safe.
 */
public final class StacCatalog {
  /** Looked for, in this order, where a folder is named. */
  private static final List<String> USUAL_NAMES =
      List.of("catalog.json", "collection.json", "items.json", "items.geojson");

  private final ItemSource source;

  private StacCatalog(ItemSource source) {
    this.source = source;
  }

  /**
   * Opens a catalogue and finds out what it is.
   *
   * @param location path of a file or folder, or {@code file:}, {@code http:} or {@code https:}
   *     address of an ItemCollection, Item, Catalog or Collection, or of an API's landing page or
   *     one of its collections
   * @throws StacException where it cannot be read or is none of these; a broken item or branch does
   *     not stop it
   */
  public static StacCatalog open(String location, StacSettings settings) throws StacException {
    return open(location, settings, WebAccess.open());
  }

  /**
   * The same.
   *
   * @param access how servers are asked; counts what they answer
   */
  public static StacCatalog open(String location, StacSettings settings, WebAccess access)
      throws StacException {
    URI address = address(location);
    Documents documents = new Documents(settings, access);
    JsonNode root = documents.read(address);
    return new StacCatalog(source(root, address, documents, settings));
  }

  /**
   * Finds items. Place, time and collections are checked here too, whatever the server makes of
   * them.
   *
   * @return items by time, then id
   * @throws StacException where an API cannot be asked, or not to the end: part of an answer would
   *     look like missing scenes
   */
  public SearchResult search(ItemSearch search) throws StacException {
    return source.search(search);
  }

  private static ItemSource source(
      JsonNode root, URI address, Documents documents, StacSettings settings) throws StacException {
    ItemSink sink = new ItemSink(false);
    switch (Json.text(root, "type").orElse("")) {
      case "Feature" -> new ItemReader(address, sink).read(root);
      case "FeatureCollection" -> {
        if (Hrefs.isHttp(address)) {
          new Pages(settings, documents.web()).readFrom(root, WebDocuments.Ask.get(address), sink);
        } else {
          Pages.features(root, address, sink);
        }
      }
      default -> {
        Optional<StacApi> api = api(root, address, documents, settings);
        if (api.isPresent()) {
          return api.get();
        }
        requireCatalog(root, address);
        new StaticTree(documents, settings, sink).read(root, address);
      }
    }
    return new ItemSource.Kept(sink.result(ItemSearch.all()));
  }

  /**
   * The API a landing page is of; or, for one of its collections, the API at its root, kept to that
   * collection.
   */
  private static Optional<StacApi> api(
      JsonNode document, URI address, Documents documents, StacSettings settings)
      throws StacException {
    Optional<StacApi> own = StacApi.find(document, address, List.of(), settings, documents.web());
    Optional<String> id = Json.text(document, "id");
    boolean listsItems = !Links.of(document, "items").isEmpty();
    List<JsonNode> roots = Links.of(document, "root");
    if (own.isPresent() || !listsItems || id.isEmpty() || roots.isEmpty()) {
      return own;
    }
    Optional<URI> root = Links.target(roots.getFirst(), address).filter(Hrefs::isHttp);
    if (root.isEmpty() || root.get().equals(address)) {
      return Optional.empty();
    }
    return StacApi.find(
        documents.read(root.get()), root.get(), List.of(id.get()), settings, documents.web());
  }

  private static void requireCatalog(JsonNode root, URI address) throws StacException {
    if (!root.path("links").isArray()) {
      throw new StacException(
          StacException.Code.CATALOG_NOT_STAC,
          "'"
              + Hrefs.shown(address)
              + "' is not a STAC catalogue: expected an ItemCollection, Item, Catalog, Collection or"
              + " an API's landing page, found JSON "
              + (root.isObject()
                  ? "with the fields " + String.join(", ", root.propertyNames())
                  : root.getNodeType().name().toLowerCase(Locale.ROOT))
              + ".");
    }
  }

  private static URI address(String location) throws StacException {
    String text = location.strip();
    if (text.matches("(?i)(file:|[a-z][a-z0-9+.-]+://).*")) {
      URI address =
          Hrefs.parse(text)
              .orElseThrow(() ->
                  new StacException(
                      StacException.Code.CATALOG_LOCATION,
                      "'" + text + "' is not an address: expected a path or URL."));
      return Hrefs.isFile(address)
          ? file(Hrefs.toPath(address).orElse(Path.of("")), text)
          : address;
    }
    try {
      return file(Path.of(text), text);
    } catch (InvalidPathException e) {
      throw new StacException(
          StacException.Code.CATALOG_LOCATION,
          "'" + text + "' is not a path: " + e.getReason() + ".",
          e);
    }
  }

  private static URI file(Path path, String text) throws StacException {
    if (!Files.isDirectory(path)) {
      return path.toAbsolutePath().normalize().toUri();
    }
    for (String name : USUAL_NAMES) {
      if (Files.isRegularFile(path.resolve(name))) {
        return path.resolve(name).toAbsolutePath().normalize().toUri();
      }
    }
    throw new StacException(
        StacException.Code.CATALOG_NOT_FOUND,
        "Folder '"
            + text
            + "' holds none of "
            + String.join(", ", USUAL_NAMES)
            + ": name the catalogue's file.");
  }
}
