package org.cairn.exchange.internal;

import java.util.Locale;
import org.cairn.exchange.RowProblem.Code;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Well-known text (OGC 06-103r4), also with the {@code SRID=4326;} that PostGIS puts before it. */
public final class Wkt {
  private static final int MAX_DEPTH = 50;

  private Wkt() {}

  /** The geometry as it is written; none of its positions has been checked. */
  public static Geometry parsed(String text, Footprint footprint) throws Refusal {
    String wkt = text.strip();
    if (wkt.toUpperCase(Locale.ROOT).startsWith("SRID=")) {
      int end = wkt.indexOf(';');
      String srid = end < 0 ? wkt : wkt.substring(5, end).strip();
      if (!srid.equals("4326") && !srid.equals("0")) {
        throw new Refusal(
            Finding.of(
                    Code.CRS_NOT_WGS84,
                    "The geometry names another coordinate system.",
                    "SRID=4326 or none",
                    "Convert it to WGS 84 degrees first (ST_Transform(geom, 4326)).")
                .withValue(srid));
      }
      wkt = wkt.substring(end + 1);
    }
    if (depth(wkt) > MAX_DEPTH) {
      throw broken(text, "its brackets are nested too deep");
    }
    try {
      return parse(wkt, footprint);
    } catch (ParseException | IllegalArgumentException e) {
      throw broken(text, Finding.excerptOf(String.valueOf(e.getMessage())));
    }
  }

  private static Geometry parse(String wkt, Footprint footprint) throws ParseException {
    WKTReader reader = new WKTReader(Footprint.FACTORY);
    try {
      return reader.read(wkt);
    } catch (IllegalArgumentException unclosedRing) {
      reader.setFixStructure(true);
      Geometry closed = reader.read(wkt);
      footprint.noteRingClosed();
      return closed;
    }
  }

  private static Refusal broken(String text, String reason) {
    return new Refusal(
        Finding.of(
                Code.WKT_BROKEN,
                "The well-known text cannot be read: " + reason + ".",
                "text such as POINT (12.34 56.78) or POLYGON ((…)), longitude first",
                "Correct the text, or give the place as lon and lat.")
            .withValue(text));
  }

  /** The reader calls itself for every nested collection; its stack must not be the guard. */
  private static int depth(String wkt) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < wkt.length(); i++) {
      char c = wkt.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }
}
