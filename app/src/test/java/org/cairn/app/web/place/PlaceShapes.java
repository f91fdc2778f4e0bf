package org.cairn.app.web.place;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import javax.imageio.ImageIO;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** Outlines of the places of a {@link PlaceNode}, and a picture for its alerts. */
final class PlaceShapes {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private PlaceShapes() {}

  static Geometry square(Coordinate middle, double size) {
    Envelope around = new Envelope(middle);
    around.expandBy(size / 2);
    return FACTORY.toGeometry(around);
  }

  /** Fifty squares on both sides of the antimeridian, the last the largest. */
  static Geometry islands() {
    Polygon[] parts = new Polygon[50];
    for (int each = 0; each < 50; each++) {
      double size = each == 49 ? 0.02 : 0.005;
      double west = each % 2 == 0 ? 179.5 + each * 0.009 : -179.9 + each * 0.005;
      parts[each] =
          (Polygon)
              FACTORY.toGeometry(
                  new Envelope(west, west + size, 1 + each * 0.03, 1 + each * 0.03 + size));
    }
    return FACTORY.createMultiPolygon(parts);
  }

  /** What the ground looks like where a protected place lies. */
  static byte[] protectedPicture(String place) throws Exception {
    return picture(place.hashCode() & 0xffffff);
  }

  static byte[] picture() throws Exception {
    return picture(0x6b7d4a);
  }

  private static byte[] picture(int colour) throws Exception {
    BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
    for (int at = 0; at < 48 * 48; at++) {
      image.setRGB(at % 48, at / 48, colour + at % 17 * 0x010101);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
