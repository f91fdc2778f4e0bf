package org.cairn.app.web.map;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cairn.register.MapLayer;

/**
 * What a service says it has (<a href="https://www.ogc.org/standards/wmts/">OGC 07-057r7</a>,
 * section 7.1.1), read for one layer. A document type ends the reading: no capabilities need one,
 * and entities are how documents reach for others or grow without end. Immutable once read.
 *
 * <pre>
 * Capabilities/OperationsMetadata/Operation name=GetTile/DCP/HTTP/Get href
 * Capabilities/Contents/Layer/Identifier, Style isDefault/Identifier, Format,
 *     TileMatrixSetLink/TileMatrixSet, Dimension/Identifier + Default, ResourceURL
 * Capabilities/Contents/TileMatrixSet/Identifier, SupportedCRS, TileMatrix/Identifier,
 *     ScaleDenominator, TopLeftCorner, TileWidth
 * </pre>
 */
final class WmtsCapabilities {
  /** Of Web Mercator, in metres. */
  private static final double CIRCUMFERENCE = 2 * Math.PI * 6_378_137;

  /** Metres of a pixel, section 6.1: what scale denominators are told for. */
  private static final double PIXEL_METRES = 0.000_28;

  private static final double LIKE = 1e-4;
  private static final double CORNER_METRES = 10;
  private static final int MOST_ZOOM = 24;
  private static final int MOST_NAMED = 30;

  /** Web Mercator by the numbers it had and has. */
  private static final Pattern WEB_MERCATOR =
      Pattern.compile(".*\\b(3857|900913|3785|102100|102113)$");

  private static final Pattern PICTURE =
      Pattern.compile("image/(png|jpeg|jpg|webp)\\b.*", Pattern.CASE_INSENSITIVE);

  private final List<String> names = new ArrayList<>();
  private final Map<String, XmlElement> sets = new LinkedHashMap<>();
  private final MapLayer.Wmts wanted;
  private Optional<XmlElement> layer = Optional.empty();
  private Optional<String> getTile = Optional.empty();

  private WmtsCapabilities(MapLayer.Wmts wanted) {
    this.wanted = wanted;
  }

  /**
   * @param address the document came from
   * @throws LayerException saying what does not fit, and what there is instead
   */
  static WmtsTiles read(byte[] document, URI address, MapLayer.Wmts wanted) throws LayerException {
    WmtsCapabilities read = new WmtsCapabilities(wanted);
    try {
      read.document(document);
    } catch (XMLStreamException broken) {
      String why = String.valueOf(broken.getMessage()).replaceAll("\\s+", " ");
      throw new LayerException(
          broken,
          "no-capabilities",
          NamedHosts.named(address),
          why.substring(0, Math.min(200, why.length())));
    }
    return read.tiles(address);
  }

  private void document(byte[] document) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
    boolean contents = false;
    boolean capabilities = false;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new XMLStreamException("a document type or an entity, which are not read");
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = reader.getLocalName();
        if (!capabilities && !name.equals("Capabilities")) {
          throw new XMLStreamException("expected 'Capabilities', found '" + name + "'");
        }
        capabilities = true;
        contents |= name.equals("Contents");
        switch (name) {
          case "Operation" -> operation(XmlElement.read(reader));
          case "Layer" -> layer(XmlElement.read(reader), contents);
          case "TileMatrixSet" -> {
            XmlElement set = XmlElement.read(reader);
            set.find("Identifier").ifPresent(id -> sets.put(id, set));
          }
          default -> {
            // Gone into, or without meaning here.
          }
        }
      }
    }
  }

  private void operation(XmlElement operation) {
    if (!operation.attribute("name").equals("GetTile")) {
      return;
    }
    getTile =
        operation
            .all("DCP")
            .flatMap(dcp -> dcp.all("HTTP"))
            .flatMap(http -> http.all("Get"))
            .filter(get -> !isRestOnly(get))
            .map(get -> get.attribute("href"))
            .filter(href -> !href.isEmpty())
            .findFirst();
  }

  private static boolean isRestOnly(XmlElement get) {
    List<String> encodings =
        get.all("Constraint")
            .flatMap(constraint -> constraint.all("AllowedValues"))
            .flatMap(values -> values.all("Value"))
            .map(XmlElement::text)
            .toList();
    return !encodings.isEmpty() && !encodings.contains("KVP");
  }

  private void layer(XmlElement found, boolean contents) {
    Optional<String> id = found.find("Identifier");
    if (!contents || id.isEmpty()) {
      return;
    }
    names.add(id.get());
    boolean asked = wanted.layer().map(id.get()::equals).orElse(layer.isEmpty());
    if (asked) {
      layer = Optional.of(found);
    }
  }

  private WmtsTiles tiles(URI address) throws LayerException {
    if (names.isEmpty()) {
      throw new LayerException("no-layers", NamedHosts.named(address));
    }
    if (wanted.layer().isEmpty() && names.size() > 1) {
      throw new LayerException("which-layer", listed(names));
    }
    XmlElement found =
        layer.orElseThrow(
            () -> new LayerException("no-layer", wanted.layer().orElse(""), listed(names)));
    Map<String, String> members = new HashMap<>();
    found
        .all("Dimension")
        .forEach(dimension ->
            dimension
                .find("Identifier")
                .ifPresent(id ->
                    members.put(
                        id.toLowerCase(Locale.ROOT), dimension.find("Default").orElse(""))));
    members.put("layer", found.find("Identifier").orElse(""));
    members.put("style", style(found));
    XmlElement set = matrixSet(found);
    members.put("tilematrixset", set.find("Identifier").orElse(""));
    SortedMap<Integer, String> matrices = new TreeMap<>();
    int size = matrices(set, matrices);
    return new WmtsTiles(address, template(found, members), members, matrices, size);
  }

  private String style(XmlElement found) throws LayerException {
    List<String> styles =
        found.all("Style").map(style -> style.find("Identifier").orElse("")).toList();
    if (wanted.style().isPresent()) {
      if (!styles.contains(wanted.style().get())) {
        throw new LayerException("no-style", wanted.style().get(), listed(styles));
      }
      return wanted.style().get();
    }
    return found
        .all("Style")
        .filter(style -> style.attribute("isDefault").equals("true"))
        .findFirst()
        .flatMap(style -> style.find("Identifier"))
        .orElse(styles.isEmpty() ? "default" : styles.getFirst());
  }

  private XmlElement matrixSet(XmlElement found) throws LayerException {
    List<String> told = new ArrayList<>();
    Optional<XmlElement> fits = Optional.empty();
    for (String id :
        found
            .all("TileMatrixSetLink")
            .flatMap(link -> link.find("TileMatrixSet").stream())
            .toList()) {
      XmlElement set = sets.get(id);
      told.add(id + (set == null ? "" : " (" + set.find("SupportedCRS").orElse("?") + ")"));
      boolean asked = wanted.matrixSet().map(id::equals).orElse(true);
      if (set != null && asked && fits.isEmpty() && matrices(set, new TreeMap<>()) > 0) {
        fits = Optional.of(set);
      }
    }
    if (fits.isEmpty() && wanted.matrixSet().isPresent()) {
      throw new LayerException("no-such-matrix-set", wanted.matrixSet().get(), listed(told));
    }
    return fits.orElseThrow(() -> new LayerException("no-matrix-set", listed(told)));
  }

  /**
   * Those matrices of a set whose tiles are the squares of a web map: north-west corner at that of
   * the world, the world as wide as a power of two of tiles.
   *
   * @return pixels of a tile's side; 0 where none fits
   */
  private static int matrices(XmlElement set, SortedMap<Integer, String> matrices) {
    if (!WEB_MERCATOR.matcher(set.find("SupportedCRS").orElse("")).matches()) {
      return 0;
    }
    int size = 0;
    for (XmlElement matrix : set.all("TileMatrix").toList()) {
      double scale = number(matrix.find("ScaleDenominator"));
      int width = (int) number(matrix.find("TileWidth"));
      int height = (int) number(matrix.find("TileHeight"));
      String[] corner = matrix.find("TopLeftCorner").orElse("").split("\\s+", -1);
      double span = scale * PIXEL_METRES * width;
      double zoom = Math.log(CIRCUMFERENCE / span) / Math.log(2);
      boolean fits =
          width > 0
              && width == height
              && (size == 0 || size == width)
              && corner.length == 2
              && isNear(number(Optional.of(corner[0])), -CIRCUMFERENCE / 2)
              && isNear(number(Optional.of(corner[1])), CIRCUMFERENCE / 2)
              && Math.abs(zoom - Math.rint(zoom)) < LIKE
              && zoom > -LIKE
              && zoom < MOST_ZOOM + LIKE;
      if (fits && matrix.find("Identifier").isPresent()) {
        size = width;
        matrices.put((int) Math.rint(zoom), matrix.find("Identifier").get());
      }
    }
    return size;
  }

  private static boolean isNear(double metres, double expected) {
    return Math.abs(metres - expected) < CORNER_METRES;
  }

  private static double number(Optional<String> text) {
    try {
      return text.map(Double::parseDouble).orElse(Double.NaN);
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }

  private String template(XmlElement found, Map<String, String> members) throws LayerException {
    Optional<String> resource =
        found
            .all("ResourceURL")
            .filter(url -> url.attribute("resourceType").equals("tile"))
            .filter(url -> PICTURE.matcher(url.attribute("format")).matches())
            .map(url -> url.attribute("template"))
            .findFirst();
    if (resource.isPresent()) {
      return resource.get();
    }
    List<String> formats = found.all("Format").map(XmlElement::text).toList();
    Optional<String> format =
        formats.stream().filter(each -> PICTURE.matcher(each).matches()).findFirst();
    if (format.isEmpty()) {
      throw new LayerException("no-format", listed(formats));
    }
    String service =
        getTile.orElseThrow(
            () -> new LayerException("no-tiles", members.getOrDefault("layer", "")));
    members.put("format", format.get());
    StringBuilder query = new StringBuilder(service);
    query.append(service.contains("?") ? service.matches(".*[?&]") ? "" : "&" : "?");
    query.append("SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE={style}");
    query.append("&FORMAT={format}&TILEMATRIXSET={tilematrixset}&TILEMATRIX={tilematrix}");
    query.append("&TILEROW={tilerow}&TILECOL={tilecol}");
    found
        .all("Dimension")
        .flatMap(dimension -> dimension.find("Identifier").stream())
        .filter(id -> id.matches("[A-Za-z0-9_.-]+"))
        .forEach(id -> query.append('&').append(id).append("={").append(id).append('}'));
    return query.toString();
  }

  private static String listed(List<String> names) {
    List<String> some = names.stream().limit(MOST_NAMED).toList();
    return String.join(", ", some) + (names.size() > MOST_NAMED ? " … (" + names.size() + ")" : "");
  }
}
