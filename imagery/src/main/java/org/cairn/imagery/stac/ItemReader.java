package org.cairn.imagery.stac;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;

/** Reads Items of STAC 1.0.0-beta.1 to 1.1.0 as public catalogues write them. */
final class ItemReader {
  /** Longer texts are no checksums: a multihash of 512 bits has 132 digits. */
  private static final int LONGEST_CHECKSUM = 256;

  private final URI location;
  private final ItemSink sink;

  /**
   * @param location of the document the items are in
   * @param sink takes what is read, and what could not be
   */
  ItemReader(URI location, ItemSink sink) {
    this.location = location;
    this.sink = sink;
  }

  /** Reads one Feature; whatever is wrong with it is told to the sink. */
  void read(JsonNode feature) {
    String id = idOf(feature);
    try {
      sink.accept(item(id, feature));
    } catch (BrokenItemException broken) {
      sink.problem(
          broken.code, id, broken.getMessage() + " The item is left out; the rest goes on.");
    }
  }

  private String idOf(JsonNode feature) {
    return hasId(feature) ? feature.path("id").asString() : Hrefs.shown(location);
  }

  private static boolean hasId(JsonNode feature) {
    JsonNode id = feature.path("id");
    return id.isString() || id.isNumber();
  }

  private Item item(String id, JsonNode feature) throws BrokenItemException {
    if (!feature.isObject() || !hasId(feature)) {
      throw new BrokenItemException(
          "item-invalid",
          "An item is a GeoJSON Feature with an 'id', found " + shortened(feature) + ".");
    }
    if (!isWellFormed(id) || !isWellFormed(Json.text(feature, "collection").orElse(""))) {
      throw new BrokenItemException(
          "item-id",
          "Item's 'id' or 'collection' has half of a surrogate pair (U+D800 to U+DFFF alone), which"
              + " no record can hold: give the item a name in well-formed Unicode.");
    }
    JsonNode properties = feature.path("properties");
    if (!properties.isObject()) {
      throw new BrokenItemException("item-invalid", "Item has no 'properties'.");
    }
    Instant acquired = acquired(properties);
    Optional<Geometry> geometry = geometry(feature.path("geometry"));
    Optional<BoundingBox> box = box(feature, geometry);
    ItemProperties read = properties(id, feature, properties);
    Map<String, Asset> assets = assets(id, feature, properties, read);
    Optional<String> collection = Json.text(feature, "collection");
    String names =
        String.join(
            "\n",
            read.platform().orElse(""),
            read.constellation().orElse(""),
            collection.orElse(""));
    Optional<RadarAcquisition> radar = RadarAcquisition.read(properties, names);
    return new Item(id, collection, acquired, geometry, box, read, assets, radar);
  }

  private static boolean isWellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static Instant acquired(JsonNode properties) throws BrokenItemException {
    Optional<String> written =
        Json.text(properties, "datetime").or(() -> Json.text(properties, "start_datetime"));
    if (written.isEmpty()) {
      throw new BrokenItemException(
          "item-datetime", "Item has neither 'datetime' nor 'start_datetime': give one of them.");
    }
    return Moments.parse(written.get())
        .orElseThrow(() ->
            new BrokenItemException(
                "item-datetime",
                "Item's time '"
                    + written.get()
                    + "' cannot be read, expected for example 2024-03-01T10:20:30Z."));
  }

  private static Optional<Geometry> geometry(JsonNode node) throws BrokenItemException {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(GeoJson.read(node));
    } catch (IllegalArgumentException e) {
      throw new BrokenItemException(
          "item-geometry", "Item's geometry cannot be read: " + e.getMessage() + ".");
    }
  }

  private static Optional<BoundingBox> box(JsonNode feature, Optional<Geometry> geometry)
      throws BrokenItemException {
    JsonNode listed = feature.path("bbox");
    try {
      if (!listed.isMissingNode() && !listed.isNull()) {
        List<Double> corners = Json.numbers(listed).orElse(List.of());
        return switch (corners.size()) {
          case 4 ->
              Optional.of(
                  new BoundingBox(corners.get(0), corners.get(1), corners.get(2), corners.get(3)));
          case 6 ->
              Optional.of(
                  new BoundingBox(corners.get(0), corners.get(1), corners.get(3), corners.get(4)));
          default ->
              throw new IllegalArgumentException(
                  "a box is four or six numbers, found " + shortened(listed));
        };
      }
      if (geometry.isEmpty() || geometry.get().isEmpty()) {
        return Optional.empty();
      }
      Envelope around = geometry.get().getEnvelopeInternal();
      return Optional.of(
          new BoundingBox(around.getMinX(), around.getMinY(), around.getMaxX(), around.getMaxY()));
    } catch (IllegalArgumentException e) {
      throw new BrokenItemException(
          "item-box",
          "Item's 'bbox' or geometry is not in degrees of longitude and latitude: "
              + e.getMessage()
              + ".");
    }
  }

  private static ItemProperties properties(String id, JsonNode feature, JsonNode properties) {
    Optional<String> platform = Json.text(properties, "platform");
    Optional<String> constellation = Json.text(properties, "constellation");
    String collection = Json.text(feature, "collection").orElse("");
    Optional<String> product =
        Stream.of("s2:product_uri", "sentinel:product_id", "sentinel2:product_id", "title")
            .flatMap(field -> Json.text(properties, field).stream())
            .findFirst();
    Optional<String> baseline =
        Stream.of("s2:processing_baseline", "sentinel2:processing_baseline")
            .flatMap(field -> text(properties.path(field)).stream())
            .findFirst()
            .or(() -> product.flatMap(Sentinel2::baselineOfProduct))
            .or(() -> Sentinel2.baselineOfProduct(id))
            .or(() -> baselineInPassing(properties));
    JsonNode flag = properties.path("earthsearch:boa_offset_applied");
    if (!flag.isBoolean()) {
      flag = properties.path("sentinel:boa_offset_applied");
    }
    boolean sentinel2 =
        Sentinel2.isMission(
            platform.orElse("") + "\n" + constellation.orElse("") + "\n" + collection);
    return new ItemProperties(
        platform,
        constellation,
        cloudCover(properties),
        baseline,
        flag.isBoolean() ? Optional.of(flag.asBoolean()) : Optional.empty(),
        sentinel2 && isLevel2a(id, collection, product.orElse(""), properties),
        Json.text(properties, "updated"));
  }

  /** From names of the product's parts, or the processing extension's version. */
  private static Optional<String> baselineInPassing(JsonNode properties) {
    return Stream.of("s2:granule_id", "s2:tile_id", "s2:datastrip_id", "s2:datatake_id")
        .flatMap(field -> Json.text(properties, field).flatMap(Sentinel2::baselineOfPart).stream())
        .findFirst()
        .or(() ->
            Json.text(properties, "processing:version")
                .filter(version -> Sentinel2.baselineNumber(version).isPresent()));
  }

  private static Optional<String> text(JsonNode node) {
    return (node.isString() && !node.asString().isBlank()) || node.isNumber()
        ? Optional.of(node.asString())
        : Optional.empty();
  }

  private static OptionalDouble cloudCover(JsonNode properties) {
    OptionalDouble listed = Json.number(properties, "eo:cloud_cover");
    return listed.isPresent() && listed.getAsDouble() >= 0 && listed.getAsDouble() <= 100
        ? listed
        : OptionalDouble.empty();
  }

  /** What says so plainly decides; names are asked only where nothing does. */
  private static boolean isLevel2a(
      String id, String collection, String product, JsonNode properties) {
    Optional<String> type = Json.text(properties, "s2:product_type");
    if (type.isPresent()) {
      return type.get().equalsIgnoreCase("S2MSI2A");
    }
    Optional<String> level = Json.text(properties, "processing:level");
    if (level.isPresent()) {
      String brief = level.get().replaceAll("(?i)level|[-_ ]", "").toUpperCase(Locale.ROOT);
      // A bare "L2" leaves open which.
      if (!brief.matches("L?2")) {
        return brief.endsWith("2A");
      }
    }
    String names = (id + "\n" + collection + "\n" + product).toUpperCase(Locale.ROOT);
    return names.contains("L2A");
  }

  private Map<String, Asset> assets(
      String id, JsonNode feature, JsonNode properties, ItemProperties read)
      throws BrokenItemException {
    JsonNode listed = feature.path("assets");
    if (!listed.isObject()) {
      throw new BrokenItemException(
          "item-assets", "Item has no 'assets': it names no file to read.");
    }
    Optional<URI> self = self(feature);
    Map<String, Asset> assets = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : listed.properties()) {
      JsonNode node = entry.getValue();
      Optional<URI> href =
          Json.text(node, "href").flatMap(text -> Hrefs.resolve(text, location, self));
      if (href.isEmpty()) {
        sink.problem(
            "asset-href",
            id,
            "Asset '"
                + entry.getKey()
                + "' has no usable 'href', found "
                + shortened(node.path("href"))
                + ". The asset is left out.");
        continue;
      }
      Asset asset = asset(entry.getKey(), href.get(), node, properties);
      assets.put(entry.getKey(), read.sentinel2L2a() ? Sentinel2.withNodata(asset) : asset);
    }
    return assets;
  }

  private static Asset asset(String key, URI href, JsonNode node, JsonNode properties) {
    OptionalDouble resolution = Json.number(node, "gsd");
    if (resolution.isEmpty()) {
      resolution = Json.number(node.path("raster:bands").path(0), "spatial_resolution");
    }
    return new Asset(
        key,
        href,
        Json.text(node, "type"),
        Json.texts(node.path("roles")),
        BandReader.read(node, properties),
        Projection.grid(node, properties),
        resolution,
        checksum(node));
  }

  /** Of the file extension, or of the checksum extension it replaced. */
  private static Optional<String> checksum(JsonNode node) {
    return Json.text(node, "file:checksum")
        .or(() -> Json.text(node, "checksum:multihash"))
        .map(String::strip)
        .filter(text -> text.length() <= LONGEST_CHECKSUM);
  }

  private static Optional<URI> self(JsonNode feature) {
    for (JsonNode link : feature.path("links")) {
      if (Json.text(link, "rel").orElse("").equals("self")) {
        return Json.text(link, "href").flatMap(Hrefs::parse).filter(URI::isAbsolute);
      }
    }
    return Optional.empty();
  }

  private static String shortened(JsonNode node) {
    String text = node.isMissingNode() ? "nothing" : node.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  /** Ends the reading of one item. */
  private static final class BrokenItemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    BrokenItemException(String code, String message) {
      super(message);
      this.code = code;
    }
  }
}
