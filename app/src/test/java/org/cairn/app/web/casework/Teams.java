package org.cairn.app.web.casework;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A server with three places at 0° N 0° E, for tests. */
public final class Teams {
  static final Instant NOW = Instant.parse("2026-05-11T09:00:00Z");
  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static final Pattern CASE = Pattern.compile("/cases/(c[0-9a-f]{20})");

  private Teams() {}

  /** Places {@code mill}, {@code shrine} (shown as a cell) and {@code well} (withheld). */
  public static ServedWorkspace serve(Path folder) throws Exception {
    ServedWorkspace served = ServedWorkspace.create(folder, CLOCK);
    try (LedgerWriter writer = LedgerWriter.open(served.workspace(), CLOCK);
        PlaceRegister register = PlaceRegister.open(served.workspace())) {
      register.add(
          writer,
          List.of(
              place("mill", "Upper Mill", "المطحنة العليا", 0.01234)
                  .withSensitivity(Sensitivity.PUBLIC),
              place("shrine", "Valley Shrine", "مزار الوادي", 0.02345)
                  .withSensitivity(Sensitivity.generalised(10_000)),
              place("well", "Old Well", "البئر القديمة", 0.03456)
                  .withSensitivity(Sensitivity.WITHHELD)));
    }
    return served;
  }

  private static PlaceDescription place(String id, String name, String arabic, double at)
      throws Exception {
    return PlaceDescription.of(
        id,
        Name.of(name, "en"),
        Name.of(arabic, "ar"),
        PlaceGeometry.of(
            new WKTReader().read("POINT (%s %s)".formatted(at, at)), PlaceGeometry.Extent.UNKNOWN));
  }

  /** An alert about a place, of a finished run, with this as its later picture. */
  static void alert(ServedWorkspace served, String alert, String place, byte[] picture)
      throws Exception {
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "alert")
            .put("alert", alert)
            .put("place", place)
            .put("run", "run-of-" + alert)
            .put("last_unchanged", "2026-05-03")
            .put("first_seen", "2026-05-11")
            .put("raised", "2026-05-11")
            .put("score", "9.5")
            .put("expected_per_site_year", "0.007")
            .put("area_m2", "380.0")
            .put("sensor", "Sentinel-2");
    record
        .putArray("chips")
        .addObject()
        .put("role", "after")
        .put("blob", "sha256:" + served.workspace().blobs().put(picture).hex());
    ObjectNode run =
        JsonNodeFactory.instance.objectNode().put("type", "run").put("run", "run-of-" + alert);
    try (LedgerWriter writer = LedgerWriter.open(served.workspace(), CLOCK)) {
      writer.append(List.of(Draft.open(record), Draft.open(run)));
    }
  }

  /** Opens a case; its path. */
  public static String open(HttpVisitor visitor, String title, String... fields) throws Exception {
    String[] all = new String[fields.length + 4];
    all[0] = "title";
    all[1] = title;
    all[2] = "kind";
    all[3] = "survey";
    System.arraycopy(fields, 0, all, 4, fields.length);
    var answer = visitor.post("/cases/add", all);
    Matcher path = CASE.matcher(answer.headers().firstValue("Location").orElse(answer.body()));
    if (answer.statusCode() != 303 || !path.find()) {
      throw new IllegalStateException("No case was opened: " + answer.statusCode());
    }
    return path.group();
  }
}
