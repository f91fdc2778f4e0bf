package org.cairn.geopackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

/** Geometries as GeoPackages keep them, ours and those of strangers. */
class GeoPackageGeometryTest {
  private static Geometry wkt(String text) throws ParseException {
    return new WKTReader().read(text);
  }

  private static byte[] blob(int flags, int srs, byte[] rest) {
    ByteOrder order = (flags & 1) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return ByteBuffer.allocate(8 + rest.length)
        .order(order)
        .put(new byte[] {'G', 'P', 0, (byte) flags})
        .putInt(srs)
        .put(rest)
        .array();
  }

  private static byte[] wkb(Geometry geometry, int dimension, int order) {
    return new WKBWriter(dimension, order).write(geometry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POINT (1 2)",
        "POINT Z (1 2 3)",
        "LINESTRING (1 2, 3 4)",
        "POLYGON ((0 0, 4 0, 4 4, 0 0), (2 1, 3 1, 3 2, 2 1))",
        "MULTIPOINT ((1 2), (3 4))",
        "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))",
        "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((10 0, 14 0, 14 4, 10 0)))",
        "GEOMETRYCOLLECTION (POINT (1 2), MULTIPOINT ((1 2), (3 4)))",
        "GEOMETRYCOLLECTION (POINT EMPTY, LINESTRING EMPTY, POLYGON EMPTY, POINT (1 2))"
      })
  void writes_what_it_reads_again(String text) throws Exception {
    Geometry geometry = wkt(text);
    GeoPackageGeometry.Parsed parsed =
        GeoPackageGeometry.parse(GeoPackageGeometry.encode(geometry));

    assertThat(parsed.srs()).isEqualTo(4326);
    assertThat(parsed.geometry().equalsExact(geometry)).isTrue();
    assertThat(Double.valueOf(parsed.geometry().getCoordinate().getZ()))
        .isEqualTo(Double.valueOf(geometry.getCoordinate().getZ()));
  }

  @Test
  void reads_every_kind_of_bounds_in_either_byte_order() throws Exception {
    Geometry line = wkt("LINESTRING Z (1 2 3, 4 5 6)");
    int[] lengths = {0, 32, 48, 48, 64};
    for (int kind = 0; kind < lengths.length; kind++) {
      for (int order : new int[] {ByteOrderValues.BIG_ENDIAN, ByteOrderValues.LITTLE_ENDIAN}) {
        byte[] body = wkb(line, 3, order);
        byte[] rest =
            ByteBuffer.allocate(lengths[kind] + body.length).put(lengths[kind], body).array();
        Geometry read = GeoPackageGeometry.parse(blob(kind << 1, 0, rest)).geometry();

        assertThat(read.equalsExact(line)).isTrue();
        assertThat(read.getCoordinates()[1].getZ()).isEqualTo(6);
      }
    }
  }

  @Test
  void leaves_measures_out_and_keeps_heights() throws Exception {
    byte[] zm =
        ByteBuffer.allocate(37)
            .put((byte) 0)
            .putInt(3001)
            .putDouble(1)
            .putDouble(2)
            .putDouble(3)
            .putDouble(99)
            .array();
    Coordinate at = GeoPackageGeometry.parse(blob(0, 4326, zm)).geometry().getCoordinate();

    assertThat(at.getZ()).isEqualTo(3);
    assertThat(at.getM()).isNaN();
  }

  @Test
  void reads_empty_geometries_as_empty() throws Exception {
    byte[] point =
        ByteBuffer.allocate(21)
            .put((byte) 0)
            .putInt(1)
            .putDouble(Double.NaN)
            .putDouble(Double.NaN)
            .array();
    byte[] polygon = ByteBuffer.allocate(9).put((byte) 0).putInt(3).putInt(0).array();

    assertThat(GeoPackageGeometry.parse(blob(1 << 4, 4326, point)).geometry().isEmpty()).isTrue();
    assertThat(GeoPackageGeometry.parse(blob(1 << 4, 4326, polygon)).geometry().isEmpty()).isTrue();
  }

  @Test
  void says_what_is_wrong_with_a_blob() {
    refused(new byte[] {1, 2, 3}, "does not begin as");
    refused(new byte[] {'G', 'P', 9, 0, 0, 0, 0, 0}, "version is 9");
    refused(blob(1 << 5, 4326, new byte[9]), "only another program knows");
    refused(blob(5 << 1, 4326, new byte[99]), "bounds are of a kind");
    refused(blob(1 << 1, 4326, new byte[9]), "ends within its bounds");
    refused(blob(0, 4326, new byte[] {0, 0, 0}), "ends in the middle");
    refused(blob(0, 4326, code(8)), "curve");
    refused(blob(0, 4326, code(10)), "curve");
    refused(blob(0, 4326, code(15)), "type 15 is not known");
    refused(blob(0, 4326, code(2, Integer.MAX_VALUE)), "more positions than it has bytes for");
    refused(blob(0, 4326, code(2, -1)), "more positions than it has bytes for");
    refused(blob(0, 4326, code(6, 1, 0x00000000, 0x01000000)), "ends in the middle");
  }

  @Test
  void refuses_collections_nested_beyond_any_measure() {
    ByteBuffer nested = ByteBuffer.allocate(9 * 100_000);
    while (nested.hasRemaining()) {
      nested.put((byte) 0).putInt(7).putInt(1);
    }
    refused(blob(0, 4326, nested.array()), "nested too deep");
  }

  private static byte[] code(int... ints) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + 4 * ints.length).put((byte) 0);
    for (int each : ints) {
      bytes.putInt(each);
    }
    return bytes.array();
  }

  private static void refused(byte[] blob, String why) {
    assertThatThrownBy(() -> GeoPackageGeometry.parse(blob))
        .isInstanceOf(GeometryBlobException.class)
        .hasMessageContaining(why);
  }
}
