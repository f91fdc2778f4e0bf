package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.api.ProblemException;
import org.cairn.app.web.api.ServiceQuery;
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
final class Items implements AutoCloseable {
  /** A page ends with the feature that goes beyond. */
  private static final int PAGE_BYTES = 8 << 20;

  private static final int FIRST_BYTES = 1 << 16;

  /** Of features; from there on the next page is made ahead. */
  private static final int LARGE = 1_000;

  private static final Pattern GZIP =
      Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

  /** Each reader asks again, and is mostly told that nothing changed. */
  private static final String ASK_AGAIN = "private, no-cache";

  private final FeatureReading reading;
  private final OgcAddress address;
  private final Clock clock;
  private final PagesAhead pagesAhead = new PagesAhead();

  Items(FeatureReading reading, OgcAddress address, Clock clock) {
    this.reading = reading;
    this.address = address;
    this.clock = clock;
  }

  FeatureReading reading() {
    return reading;
  }

  /** Of this answer, as long as neither the ledger nor what the reader may see changes. */
  private String tag(Frame frame, HttpServletRequest request, String path)
      throws IOException, RefusedException {
    TreeHead head = reading.head();
    String of =
        String.join(
            "\n",
            "2", // how answers are written
            Long.toString(head.size()),
            head.root().base64(),
            Collection.sight(frame.viewer()).toString(),
            frame.language().tag(),
            address.root(request),
            path);
    return "W/\"" + digest(of) + "\"";
  }

  @Override
  public void close() {
    pagesAhead.close();
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
      throws IOException, RefusedException {
    FeatureSight sight = Collection.sight(frame.viewer());
    ItemsQuery asked = ItemsQuery.of(request, collection, sight, false);
    String tag = tag(frame, request, frame.path());
    if (isKnown(request, tag)) {
      return notModified(tag);
    }
    Asked page =
        new Asked(collection, asked, address.root(request), parameters(request), isGzip(request));
    Optional<Page> ahead = pagesAhead.take(tag + page.gzip());
    Page made = ahead.isPresent() ? ahead.get() : make(page);
    if (made.next().isPresent() && asked.query().after().isPresent() && made.isLarge()) {
      // Whoever goes on will go on again: the next page is made while this one is read.
      Asked next = page.after(made.next().get());
      String path = next.path();
      pagesAhead.make(tag(frame, request, path) + next.gzip(), () -> make(next));
    }
    return sent(made, tag, asked.crs());
  }

  /**
   * A page that is asked for.
   *
   * @param root of the server's address
   * @param parameters of the page's address, once each
   */
  private record Asked(
      Collection collection,
      ItemsQuery items,
      String root,
      Map<String, String> parameters,
      boolean gzip) {
    /** The page after this one, as the link to it says. */
    Asked after(String key) {
      Map<String, String> changed = new LinkedHashMap<>(parameters);
      FeatureQuery query = items.query().withAfter(key);
      changed.put(ItemsQuery.TOKEN, ItemsQuery.token(collection, key));
      if (!items.limited()) {
        // Who gave no limit, or the usual one, gets large pages from the second on: GDAL 3.6 asks
        // for 10 where nobody tells it otherwise, and goes on as the link says.
        changed.put(ServiceQuery.LIMIT, Integer.toString(FeatureQuery.MOST));
        query = query.withLimit(FeatureQuery.MOST);
      }
      return new Asked(collection, new ItemsQuery(query, items.crs(), true), root, changed, gzip);
    }

    String base() {
      return root + OgcPages.ROOT + "/collections/" + collection.id();
    }

    String path() {
      return OgcPages.ROOT + "/collections/" + collection.id() + "/items" + query(parameters);
    }

    /** The same page in another form. */
    String asHtml() {
      Map<String, String> changed = new LinkedHashMap<>(parameters);
      changed.put("f", "html");
      return base() + "/items" + query(changed);
    }
  }

  /**
   * What is sent.
   *
   * @param next key to go on after
   */
  record Page(ByteArrayOutputStream bytes, boolean gzip, int returned, Optional<String> next) {
    boolean isLarge() {
      return returned >= LARGE;
    }
  }

  private Page make(Asked asked) throws IOException, RefusedException {
    FeatureQuery query = asked.items().query();
    Counted bytes = new Counted(asked.gzip());
    int[] returned = {0};
    Optional<String> next;
    try (JsonGenerator json = JsonMapper.shared().createGenerator(bytes.output())) {
      json.writeStartObject();
      json.writeStringProperty("type", "FeatureCollection");
      json.writeArrayPropertyStart("features");
      FeatureJson features =
          new FeatureJson(
              json,
              asked.collection(),
              asked.collection().layer().properties(query.sight()),
              asked.root(),
              asked.items().crs());
      next =
          reading.read(
              asked.collection().layer(),
              query,
              row -> {
                features.write(row);
                returned[0]++;
                return bytes.count() < PAGE_BYTES;
              });
      json.writeEndArray();
      json.writeNumberProperty("numberReturned", returned[0]);
      OptionalLong matched = matched(asked.collection(), query, returned[0], next);
      if (matched.isPresent()) {
        json.writeNumberProperty("numberMatched", matched.getAsLong());
      }
      json.writeStringProperty(
          "timeStamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
      json.writeArrayPropertyStart("links");
      link(json, asked.root() + asked.path(), "self", Formats.GEO_JSON, "This page");
      link(json, asked.asHtml(), "alternate", Formats.HTML, "As HTML");
      link(json, asked.base(), "collection", Formats.JSON, "The collection");
      if (next.isPresent()) {
        String onwards = asked.root() + asked.after(next.get()).path();
        link(json, onwards, "next", Formats.GEO_JSON, "The next page");
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return new Page(bytes.bytes(), asked.gzip(), returned[0], next);
  }

  /** Bytes as they are written, and perhaps packed. */
  private static final class Counted {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
    private final OutputStream output;
    private long count;

    Counted(boolean gzip) throws IOException {
      OutputStream target = gzip ? new QuickGzip(bytes) : bytes;
      this.output =
          new FilterOutputStream(target) {
            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
              count += length;
              out.write(from, offset, length);
            }
          };
    }

    OutputStream output() {
      return output;
    }

    long count() {
      return count;
    }

    ByteArrayOutputStream bytes() {
      return bytes;
    }
  }

  /** A quarter of the usual work for a page that is a third larger. */
  private static final class QuickGzip extends GZIPOutputStream {
    private static final int BUFFER = 1 << 15;

    QuickGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static boolean isGzip(HttpServletRequest request) {
    String accepted = request.getHeader("Accept-Encoding");
    return accepted != null && GZIP.matcher(accepted).find();
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

  Answer item(Frame frame, HttpServletRequest request, Collection collection, String id)
      throws IOException, RefusedException {
    Formats.check(request, java.util.Set.of("crs"));
    CoordinateSystem crs = ItemsQuery.crs(request);
    FeatureSight sight = Collection.sight(frame.viewer());
    String tag = tag(frame, request, frame.path());
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
      link(json, self, "self", Formats.GEO_JSON, "This feature");
      link(json, self + "?f=html", "alternate", Formats.HTML, "As HTML");
      link(json, base, "collection", Formats.JSON, "The collection");
      json.writeEndArray();
      json.writeEndObject();
    }
    return sent(new Page(bytes, false, 1, Optional.empty()), tag, crs);
  }

  FeatureRow find(Collection collection, FeatureSight sight, String id)
      throws IOException, RefusedException {
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

  private static Answer sent(Page page, String tag, CoordinateSystem crs) {
    return (request, response) -> {
      response.setContentType(Formats.GEO_JSON);
      response.setHeader("ETag", tag);
      response.setHeader("Cache-Control", ASK_AGAIN);
      response.setHeader("Vary", Formats.VARY);
      if (page.gzip()) {
        response.setHeader("Content-Encoding", "gzip");
      }
      response.setHeader("Content-Crs", "<" + crs.uri() + ">");
      response.setContentLength(page.bytes().size());
      page.bytes().writeTo(response.getOutputStream());
    };
  }

  private static Map<String, String> parameters(HttpServletRequest request) {
    Map<String, String> all = new LinkedHashMap<>();
    request.getParameterMap().forEach((name, values) -> all.put(name, values[0]));
    return all;
  }

  /** The address's query with one parameter changed; with its question mark. */
  static String query(HttpServletRequest request, String name, String value) {
    Map<String, String> changed = parameters(request);
    changed.put(name, value);
    return query(changed);
  }

  private static String query(Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach((name, value) -> add(query, name, value));
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
