package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.register.FeatureProperty;
import org.cairn.register.FeatureQuery;
import org.cairn.register.FeatureRow;
import org.cairn.register.FeatureSight;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pages of features, and single ones, as GeoJSON. A page is written to memory before it is sent, so
 * that a slow reader keeps no writer of the register waiting; where its features are large it ends
 * early, and its link {@code next} goes on. Thread-safe.
 */
final class Items {
  /** A page ends with the feature that goes beyond. */
  private static final int PAGE_BYTES = 8 << 20;

  private static final int FIRST_BYTES = 1 << 16;

  /** Each reader asks again, and is mostly told that nothing changed. */
  private static final String ASK_AGAIN = "private, no-cache";

  private final FeatureReading reading;
  private final OgcAddress address;
  private final Clock clock;

  Items(FeatureReading reading, OgcAddress address, Clock clock) {
    this.reading = reading;
    this.address = address;
    this.clock = clock;
  }

  FeatureReading reading() {
    return reading;
  }

  /** Of this answer, as long as neither the ledger nor what the reader may see changes. */
  String tag(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    TreeHead head = reading.head();
    String of =
        String.join(
            "\n",
            "1", // how answers are written
            Long.toString(head.size()),
            head.root().base64(),
            Collection.sight(frame.viewer()).toString(),
            frame.language().tag(),
            address.root(request),
            frame.path(),
            Boolean.toString(Formats.prefersHtml(request)));
    return "W/\"" + digest(of) + "\"";
  }

  static boolean isKnown(HttpServletRequest request, String tag) {
    String known = request.getHeader("If-None-Match");
    return known != null && (known.contains(tag.substring(2)) || known.strip().equals("*"));
  }

  static Answer notModified(String tag) {
    return (asked, response) -> {
      response.setHeader("ETag", tag);
      response.setHeader("Cache-Control", ASK_AGAIN);
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    };
  }

  Answer page(Frame frame, HttpServletRequest request, Collection collection)
      throws IOException, RefusedException, ProblemException {
    FeatureSight sight = Collection.sight(frame.viewer());
    ItemsQuery asked = ItemsQuery.of(request, collection, sight, false);
    String tag = tag(frame, request);
    if (isKnown(request, tag)) {
      return notModified(tag);
    }
    String self = address.base(request) + "/collections/" + collection.id() + "/items";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
    try (JsonGenerator json = JsonMapper.shared().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("type", "FeatureCollection");
      json.writeArrayPropertyStart("features");
      FeatureJson features = features(json, collection, sight, request, asked.crs());
      int[] returned = {0};
      Optional<String> next =
          reading.read(
              collection.layer(),
              asked.query(),
              row -> {
                features.write(row);
                returned[0]++;
                return bytes.size() < PAGE_BYTES;
              });
      json.writeEndArray();
      json.writeNumberProperty("numberReturned", returned[0]);
      OptionalLong matched = matched(collection, asked.query(), returned[0], next);
      if (matched.isPresent()) {
        json.writeNumberProperty("numberMatched", matched.getAsLong());
      }
      json.writeStringProperty(
          "timeStamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
      json.writeArrayPropertyStart("links");
      link(json, self + query(request, Map.of()), "self", Formats.GEO_JSON, "This page");
      link(json, self + query(request, Map.of("f", "html")), "alternate", Formats.HTML, "As HTML");
      link(
          json,
          address.base(request) + "/collections/" + collection.id(),
          "collection",
          Formats.JSON,
          "The collection");
      if (next.isPresent()) {
        link(
            json,
            self + query(request, onwards(collection, asked, next.get())),
            "next",
            Formats.GEO_JSON,
            "The next page");
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return sent(bytes, tag, asked.crs());
  }

  /** Known where all is on this page, and on the first one of everything. */
  private OptionalLong matched(
      Collection collection, FeatureQuery query, int returned, Optional<String> next)
      throws IOException, RefusedException {
    if (query.after().isPresent()) {
      return OptionalLong.empty();
    }
    if (next.isEmpty()) {
      return OptionalLong.of(returned);
    }
    return query.isUnconditional() ? reading.count(collection.layer()) : OptionalLong.empty();
  }

  /**
   * Who gave no limit, or the usual one, gets large pages from the second on: GDAL 3.6 asks for 10
   * where nobody tells it otherwise, and goes on as the link says.
   */
  static Map<String, String> onwards(Collection collection, ItemsQuery asked, String key) {
    String token = ItemsQuery.token(collection, key);
    return asked.limited()
        ? Map.of(ItemsQuery.TOKEN, token)
        : Map.of(
            ItemsQuery.TOKEN, token, ItemsQuery.LIMIT, Integer.toString(FeatureQuery.MOST));
  }

  Answer item(Frame frame, HttpServletRequest request, Collection collection, String id)
      throws IOException, RefusedException, ProblemException {
    Formats.check(request, java.util.Set.of("crs"));
    CoordinateSystem crs = ItemsQuery.crs(request);
    FeatureSight sight = Collection.sight(frame.viewer());
    String tag = tag(frame, request);
    if (isKnown(request, tag)) {
      return notModified(tag);
    }
    FeatureRow row = find(collection, sight, id);
    String base = address.base(request) + "/collections/" + collection.id();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonMapper.shared().createGenerator(bytes)) {
      json.writeStartObject();
      features(json, collection, sight, request, crs).members(row);
      json.writeArrayPropertyStart("links");
      String self = base + "/items/" + segment(row.id());
      link(json, self + query(request, Map.of()), "self", Formats.GEO_JSON, "This feature");
      link(json, self + query(request, Map.of("f", "html")), "alternate", Formats.HTML, "As HTML");
      link(json, base, "collection", Formats.JSON, "The collection");
      json.writeEndArray();
      json.writeEndObject();
    }
    return sent(bytes, tag, crs);
  }

  FeatureRow find(Collection collection, FeatureSight sight, String id)
      throws IOException, RefusedException, ProblemException {
    FeatureRow[] found = new FeatureRow[1];
    reading.read(
        collection.layer(),
        FeatureQuery.all(sight, 1).withId(id),
        row -> {
          found[0] = row;
          return false;
        });
    if (found[0] == null) {
      throw ProblemException.notFound(
          "Collection '%s' has no feature of that id.".formatted(collection.id()));
    }
    return found[0];
  }

  /** The part of an address that stands for a feature. */
  static String segment(String id) {
    boolean plain = id.matches("[A-Za-z0-9_][A-Za-z0-9_.@:-]{0,199}") && !id.contains("..");
    return plain ? id : org.cairn.app.web.PathSegment.encode(id);
  }

  private FeatureJson features(
      JsonGenerator json,
      Collection collection,
      FeatureSight sight,
      HttpServletRequest request,
      CoordinateSystem crs) {
    java.util.List<FeatureProperty> properties = collection.layer().properties(sight);
    return new FeatureJson(json, collection, properties, address.root(request), crs);
  }

  private static Answer sent(ByteArrayOutputStream bytes, String tag, CoordinateSystem crs) {
    return (request, response) -> {
      response.setContentType(Formats.GEO_JSON);
      response.setHeader("ETag", tag);
      response.setHeader("Cache-Control", ASK_AGAIN);
      response.setHeader("Vary", "Accept, Accept-Language, Cookie, Authorization");
      response.setHeader("Content-Crs", "<" + crs.uri() + ">");
      response.setContentLength(bytes.size());
      bytes.writeTo(response.getOutputStream());
    };
  }

  /** The address's query with some parameters changed; with its question mark. */
  static String query(HttpServletRequest request, Map<String, String> changed) {
    StringBuilder query = new StringBuilder();
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (!changed.containsKey(name)) {
            add(query, name, values[0]);
          }
        });
    changed.forEach((name, value) -> add(query, name, value));
    return query.toString();
  }

  private static void add(StringBuilder query, String name, String value) {
    query.append(query.isEmpty() ? '?' : '&');
    query.append(URLEncoder.encode(name, StandardCharsets.UTF_8)).append('=');
    query.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  static void link(JsonGenerator json, String href, String rel, String type, String title) {
    json.writeStartObject();
    json.writeStringProperty("href", href);
    json.writeStringProperty("rel", rel);
    json.writeStringProperty("type", type);
    json.writeStringProperty("title", title);
    json.writeEndObject();
  }

  private static String digest(String text) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
