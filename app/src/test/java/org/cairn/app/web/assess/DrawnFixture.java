package org.cairn.app.web.assess;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.cairn.app.web.casework.Teams;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An alert whose pictures show 640 metres of ground, invented: 64 × 64 pixels of {@link #PIXEL}
 * degrees from a north-west corner at {@link #WEST}, {@link #NORTH}, near 0° N 0° E.
 */
final class DrawnFixture {
  static final double WEST = 0.01;
  static final double NORTH = 0.016;
  static final double PIXEL = 9e-5;
  static final int SIDE = 64;

  /** Of what changed, in pixels: a ring of a step shape. */
  private static final int[][] OUTLINE = {
    {20, 30}, {24, 30}, {24, 32}, {22, 32}, {22, 34}, {20, 34}, {20, 30}
  };

  private DrawnFixture() {}

  /** Longitude and latitude of a pixel's corner, as WKT has them. */
  static String lonLat(double col, double row) {
    return String.format(Locale.ROOT, "%.8f %.8f", WEST + col * PIXEL, NORTH - row * PIXEL);
  }

  static ObjectNode record(String alert, String place, String picture) {
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
            .put("area_m2", "1200.0")
            .put("sensor", "sentinel-2a");
    for (String role : new String[] {"before", "after"}) {
      record
          .withArrayProperty("chips")
          .addObject()
          .put("role", role)
          .put("blob", "sha256:" + picture)
          .put("date", role.equals("before") ? "2026-05-03" : "2026-05-11")
          .put("sensor", "sentinel-2a")
          .put("true_colour", true);
    }
    ObjectNode ground =
        record.putObject("picture").put("width_m", "640.0").put("cols", SIDE).put("rows", SIDE);
    ArrayNode ring = ground.putArray("outline").addArray();
    StringBuilder wkt = new StringBuilder();
    for (int[] at : OUTLINE) {
      ring.addArray().add(at[0] + ".0").add(at[1] + ".0");
      wkt.append(wkt.isEmpty() ? "" : ", ").append(lonLat(at[0], at[1]));
    }
    return record.put("changed_area", "POLYGON ((" + wkt + "))");
  }

  /** Of a finished run, with its pictures. */
  static void alert(ServedWorkspace served, String alert, String place) throws Exception {
    String picture = served.workspace().blobs().put(picture()).hex();
    ObjectNode run =
        JsonNodeFactory.instance.objectNode().put("type", "run").put("run", "run-of-" + alert);
    try (LedgerWriter writer = LedgerWriter.open(served.workspace(), Teams.CLOCK)) {
      writer.append(
          java.util.List.of(
              new Draft(record(alert, place, picture), Set.of("changed_area"), 1),
              Draft.open(run)));
    }
  }

  private static byte[] picture() throws Exception {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int at = 0; at < SIDE * SIDE; at++) {
      int col = at % SIDE;
      int row = at / SIDE;
      boolean bare = col >= 20 && col < 24 && row >= 30 && row < 34;
      image.setRGB(col, row, bare ? 0xb89a6a : 0x5f7d42 + col * row % 13 * 0x030303);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
