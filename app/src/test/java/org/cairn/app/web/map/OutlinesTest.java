package org.cairn.app.web.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.register.Footprint;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class OutlinesTest {
  /** Of zoom 12, with its north-west corner at 0° N 0° E: 0.0879 degrees wide. */
  private static final long MIDDLE = 1 << 11;

  private static final double WIDTH = 360.0 / (1 << 12);

  private static List<int[]> drawn(long column, long row, String... wkt) throws ParseException {
    Outlines outlines = new Outlines(12, column, row);
    for (String each : wkt) {
      Geometry geometry = new WKTReader().read(each);
      if (outlines.bounds().intersects(geometry.getEnvelopeInternal())) {
        outlines.add(new Footprint(7, geometry), Map.of());
      }
    }
    return lines(ByteBuffer.wrap(outlines.encode()));
  }

  /** The lines in a tile of one layer without properties. */
  private static List<int[]> lines(ByteBuffer tile) {
    List<int[]> lines = new ArrayList<>();
    while (tile.hasRemaining()) {
      long tag = varint(tile);
      if ((tag & 7) == 0) {
        varint(tile);
        continue;
      }
      int length = (int) varint(tile);
      ByteBuffer part = tile.slice(tile.position(), length);
      tile.position(tile.position() + length);
      if (tag == (3 << 3 | 2) || tag == (2 << 3 | 2) && length > 0) {
        lines.addAll(lines(part));
      } else if (tag == (4 << 3 | 2)) {
        lines.addAll(geometry(part));
      }
    }
    return lines;
  }

  private static List<int[]> geometry(ByteBuffer part) {
    List<int[]> lines = new ArrayList<>();
    int x = 0;
    int y = 0;
    List<Integer> line = new ArrayList<>();
    while (part.hasRemaining()) {
      long command = varint(part);
      if ((command & 7) == 1 && !line.isEmpty()) {
        lines.add(line.stream().mapToInt(Integer::intValue).toArray());
        line.clear();
      }
      for (long each = 0; each < command >> 3; each++) {
        line.add(x += zigzag(varint(part)));
        line.add(y += zigzag(varint(part)));
      }
    }
    lines.add(line.stream().mapToInt(Integer::intValue).toArray());
    return lines;
  }

  private static int zigzag(long value) {
    return (int) (value >> 1 ^ -(value & 1));
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  @Test
  void draws_outline_and_hole_of_what_lies_in_the_tile() throws Exception {
    List<int[]> lines =
        drawn(
            MIDDLE,
            MIDDLE,
            "POLYGON ((0.01 -0.01, 0.02 -0.01, 0.02 -0.02, 0.01 -0.02, 0.01 -0.01),"
                + " (0.013 -0.013, 0.017 -0.013, 0.017 -0.017, 0.013 -0.013))");
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).hasSize(10);
    assertThat(lines.getFirst()[0]).isEqualTo((int) Math.round(0.01 / WIDTH * 4096));
    assertThat(lines.getFirst()[1]).isEqualTo((int) Math.round(0.01 / WIDTH * 4096));
    assertThat(drawn(MIDDLE + 1, MIDDLE, "LINESTRING (0.01 -0.01, 0.02 -0.02)")).isEmpty();
  }

  @Test
  void cuts_a_line_at_the_tile_s_edge_and_goes_on_where_it_comes_back() throws Exception {
    List<int[]> lines =
        drawn(MIDDLE, MIDDLE, "LINESTRING (0.05 -0.02, 0.2 -0.02, 0.2 -0.05, 0.05 -0.05)");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)[2]).isEqualTo(4096 + 64);
    assertThat(lines.get(1)[0]).isEqualTo(4096 + 64);
    assertThat(drawn(MIDDLE, MIDDLE, "POLYGON ((-9 -9, 9 -9, 9 9, -9 9, -9 -9))")).isEmpty();
  }

  @Test
  void draws_what_goes_over_the_antimeridian_on_both_sides_and_no_seam() throws Exception {
    long east = (1 << 12) - 1;
    String parts =
        "MULTIPOLYGON (((179.96 -0.01, 180 -0.01, 180 -0.03, 179.96 -0.03, 179.96 -0.01)),"
            + " ((-180 -0.01, -179.97 -0.01, -179.97 -0.03, -180 -0.03, -180 -0.01)))";
    String leap =
        "POLYGON ((179.96 -0.01, -179.97 -0.01, -179.97 -0.03, 179.96 -0.03, 179.96 -0.01))";
    for (String wkt : List.of(parts, leap)) {
      for (long column : new long[] {east, 0}) {
        List<int[]> lines = drawn(column, MIDDLE, wkt);
        double seam = column == 0 ? 0 : 4096;
        assertThat(lines).as(wkt).isNotEmpty();
        for (int[] line : lines) {
          for (int at = 3; at < line.length; at += 2) {
            boolean alongTheSeam = line[at - 1] == seam && line[at - 3] == seam;
            assertThat(alongTheSeam).as(wkt).isFalse();
          }
        }
      }
    }
    assertThat(drawn(MIDDLE, MIDDLE, parts, leap)).isEmpty();
  }

  @Test
  void makes_it_as_coarse_as_can_be_seen() throws Exception {
    StringBuilder wkt = new StringBuilder("LINESTRING (");
    for (int each = 0; each <= 2_000; each++) {
      wkt.append(each == 0 ? "" : ", ").append(0.00002 * each).append(' ');
      wkt.append(-0.02 - 1e-6 * (each % 2));
    }
    assertThat(drawn(MIDDLE, MIDDLE, wkt + ")").getFirst()).hasSize(4);
    assertThat(drawn(MIDDLE, MIDDLE, "LINESTRING (0.01 -0.01, 0.0101 -0.0101)")).isEmpty();
  }

  @Test
  void draws_an_outline_that_crosses_itself() throws Exception {
    assertThat(
            drawn(
                MIDDLE,
                MIDDLE,
                "POLYGON ((0.01 -0.01, 0.03 -0.03, 0.03 -0.01, 0.01 -0.03, 0.01 -0.01))"))
        .hasSize(1);
  }

  @Test
  void asks_for_the_part_of_the_world_that_the_tile_shows() {
    Envelope bounds = new Outlines(12, MIDDLE, MIDDLE).bounds();
    assertThat(bounds.contains(0.01, -0.01)).isTrue();
    assertThat(bounds.contains(-0.0005, 0.0005)).isTrue();
    assertThat(bounds.getWidth()).isBetween(WIDTH, 1.05 * WIDTH);
    assertThat(new Outlines(12, 0, MIDDLE).bounds().contains(-179.95, -0.02)).isTrue();
  }
}
