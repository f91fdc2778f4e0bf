package org.cairn.app.report;

import java.awt.BasicStroke;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.List;
import java.util.Locale;
import org.cairn.watch.Chip;

/** The line drawn around changed pixels: a little outside them, so that it hides none. */
public final class Outline {
  private Outline() {}

  /**
   * Draws the line.
   *
   * @param rings of the changed area, holes included, in any direction
   * @param gap distance from the pixels, in pixels
   * @return an SVG path in pixels; empty where no ring encloses anything
   */
  public static String around(List<Chip.Ring> rings, double gap) {
    Path2D changed = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (Chip.Ring ring : rings) {
      append(changed, ring);
    }
    Area area = new Area(changed);
    if (area.isEmpty()) {
      return "";
    }
    BasicStroke margin =
        new BasicStroke((float) (2 * gap), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    area.add(new Area(margin.createStrokedShape(area)));
    return path(area);
  }

  private static void append(Path2D path, Chip.Ring ring) {
    boolean started = false;
    for (Chip.Vertex vertex : ring.vertices()) {
      if (!Double.isFinite(vertex.x()) || !Double.isFinite(vertex.y())) {
        continue;
      }
      if (started) {
        path.lineTo(vertex.x(), vertex.y());
      } else {
        path.moveTo(vertex.x(), vertex.y());
        started = true;
      }
    }
    if (started) {
      path.closePath();
    }
  }

  private static String path(Area area) {
    StringBuilder path = new StringBuilder();
    double[] point = new double[6];
    for (PathIterator step = area.getPathIterator(null); !step.isDone(); step.next()) {
      switch (step.currentSegment(point)) {
        case PathIterator.SEG_MOVETO -> append(path, 'M', point);
        case PathIterator.SEG_LINETO -> append(path, 'L', point);
        case PathIterator.SEG_CLOSE -> path.append('Z');
        default -> throw new IllegalStateException("An area of straight lines has a curve");
      }
    }
    return path.toString();
  }

  private static void append(StringBuilder path, char command, double[] point) {
    path.append(command).append(String.format(Locale.ROOT, "%.2f %.2f", point[0], point[1]));
  }
}
