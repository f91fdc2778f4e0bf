package org.cairn.app.web.news;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.cairn.app.text.Texts;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a subscription told, to be asked for: Atom (RFC 4287), and GeoJSON (RFC 7946) with places as
 * points, rounded to a hundredth of a degree. Immutable.
 *
 * @param entries the newest first
 */
record Feed(Subscription of, URI node, List<Entry> entries) {
  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final double PER_DEGREE = 100;

  Feed {
    entries = List.copyOf(entries);
  }

  /**
   * A digest as a whole, or something in it.
   *
   * @param kind empty of a digest as a whole
   */
  static final class Entry {
    private final Digest digest;
    private final Optional<Digest.Kind> kind;
    private final Optional<Digest.Item> item;
    private final double[] lonLat;

    private Entry(
        Digest digest, Optional<Digest.Kind> kind, Optional<Digest.Item> item, double[] lonLat) {
      this.digest = digest;
      this.kind = kind;
      this.item = item;
      this.lonLat = lonLat;
    }

    static Entry of(Digest digest) {
      return new Entry(digest, Optional.empty(), Optional.empty(), new double[0]);
    }

    /**
     * @param lonLat degrees; empty where the place's position is not known
     */
    static Entry of(Digest digest, Digest.Kind kind, Digest.Item item, double[] lonLat) {
      return new Entry(digest, Optional.of(kind), Optional.of(item), lonLat.clone());
    }

    private String id(URI node) {
      String whole = node + "/news/digests/" + digest.id();
      return item.isEmpty()
          ? whole
          : whole + "#" + kind.orElseThrow().code() + "-" + item.get().place() + "-" + digestOf();
    }

    /** Of the alert's id, which may have characters that no address has. */
    private String digestOf() {
      return Integer.toHexString(item.orElseThrow().alert().hashCode());
    }
  }

  Instant updated() {
    return entries.isEmpty() ? of.standing().made() : entries.getFirst().digest.made();
  }

  byte[] atom() {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("feed");
      xml.writeDefaultNamespace(ATOM);
      xml.writeAttribute("xml:lang", of.wish().language().tag());
      element(xml, "id", node + "/news/" + of.id());
      element(xml, "title", Texts.clean(of.wish().name()));
      element(xml, "updated", updated().toString());
      link(xml, "alternate", node + "/news/" + of.id());
      xml.writeStartElement("author");
      element(xml, "name", "Cairn, " + node.getAuthority());
      xml.writeEndElement();
      element(xml, "generator", "Cairn");
      for (Entry entry : entries) {
        entry(xml, entry);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("A text takes every character", e);
    }
    return text.toString().getBytes(UTF_8);
  }

  private void entry(XMLStreamWriter xml, Entry entry) throws XMLStreamException {
    DigestText words = DigestText.away(entry.digest, node);
    xml.writeStartElement("entry");
    element(xml, "id", entry.id(node));
    element(xml, "updated", entry.digest.made().toString());
    if (entry.item.isPresent()) {
      DigestText.Line line = words.line(entry.item.get());
      String kind = words.texts().text("news.kind." + entry.kind.orElseThrow().code());
      element(xml, "title", kind + ": " + words.texts().isolate(line.title()));
      link(xml, "alternate", line.path());
      xml.writeEmptyElement("category");
      xml.writeAttribute("term", entry.kind.orElseThrow().code());
      element(xml, "summary", line.text());
    } else {
      element(xml, "title", words.subject());
      link(xml, "alternate", words.path());
      xml.writeEmptyElement("category");
      xml.writeAttribute("term", "digest");
      element(xml, "summary", String.join(" ", words.silence()));
    }
    xml.writeEndElement();
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private static void link(XMLStreamWriter xml, String relation, String address)
      throws XMLStreamException {
    xml.writeEmptyElement("link");
    xml.writeAttribute("rel", relation);
    xml.writeAttribute("href", address);
  }

  byte[] geoJson() {
    ObjectNode collection = JsonMapper.shared().createObjectNode();
    collection.put("type", "FeatureCollection");
    var features = collection.putArray("features");
    for (Entry entry : entries) {
      if (entry.item.isPresent()) {
        feature(features.addObject(), entry, entry.item.get());
      }
    }
    collection.put("name", of.wish().name()).put("updated", updated().toString());
    entries.stream()
        .filter(entry -> entry.item.isEmpty())
        .findFirst()
        .ifPresent(
            newest -> collection.set("newest", withoutItems(DigestJson.told(newest.digest))));
    return collection.toString().getBytes(UTF_8);
  }

  private static ObjectNode withoutItems(ObjectNode digest) {
    digest.path("parts").values().forEach(part -> ((ObjectNode) part).remove("items"));
    return digest;
  }

  private void feature(ObjectNode feature, Entry entry, Digest.Item item) {
    DigestText words = DigestText.away(entry.digest, node);
    DigestText.Line line = words.line(item);
    feature.put("type", "Feature").put("id", entry.id(node));
    if (entry.lonLat.length == 2) {
      var coordinates = feature.putObject("geometry").put("type", "Point").putArray("coordinates");
      coordinates.add(rounded(entry.lonLat[0])).add(rounded(entry.lonLat[1]));
    } else {
      feature.putNull("geometry");
    }
    ObjectNode properties = feature.putObject("properties");
    properties
        .put("kind", entry.kind.orElseThrow().code())
        .put("place", item.placeId())
        .put("place_name", line.title())
        .put("told", entry.digest.made().toString())
        .put("text", line.text())
        .put("link", line.path());
    if (!item.alert().isEmpty()) {
      properties.put("alert", item.alert());
    }
    item.lastUnchanged().ifPresent(day -> properties.put("last_unchanged", day.toString()));
    item.firstSeen().ifPresent(day -> properties.put("first_seen", day.toString()));
    item.areaSquareMetres().ifPresent(area -> properties.put("area_m2", area));
    item.byChance().ifPresent(rate -> properties.put("expected_per_site_year", rate));
    properties.put("direction", item.direction()).put("status", status(entry, item));
  }

  private static String status(Entry entry, Digest.Item item) {
    return item.status().isEmpty() ? entry.kind.orElseThrow().code() : item.status();
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * PER_DEGREE) / PER_DEGREE;
  }
}
