package org.cairn.simulation.internal;

import java.util.List;
import org.cairn.simulation.Outline;
import org.cairn.simulation.SimulatedPlace;

/** Draws farms, hamlets and the places. Stateless but for the canvas; single-thread. */
final class Buildings {
  /** Farms stand in cells of so many pixels, at most one in each. */
  private static final int FARM_CELL = 46;

  private final long seed;
  private final Canvas canvas;
  private final Ways ways;

  Buildings(long seed, Canvas canvas, Ways ways) {
    this.seed = seed;
    this.canvas = canvas;
    this.ways = ways;
  }

  /** All that stands in the canvas, places last. */
  void draw(List<Site> sites) {
    farms(sites);
    for (Site site : sites) {
      hamlet(site, sites);
    }
    for (Site site : sites) {
      place(site);
    }
  }

  /** A place and its kind. */
  record Site(SimulatedPlace place, PlaceKind kind, long seed) {
    /** No place reaches further from its middle, in pixels. */
    private static final double LARGEST = 15;

    /** Whether a house may not stand there. */
    boolean keepsFree(double x, double y) {
      Outline outline = place.outline();
      return Math.abs(x - outline.centreCol()) < LARGEST
          && Math.abs(y - outline.centreRow()) < LARGEST
          && outline.grown(2.2).contains(x, y);
    }
  }

  private void farms(List<Site> sites) {
    int margin = 4;
    for (int cy = Math.floorDiv(canvas.top() - margin, FARM_CELL);
        cy <= Math.floorDiv(canvas.top() + canvas.rows() + margin, FARM_CELL);
        cy++) {
      for (int cx = Math.floorDiv(canvas.left() - margin, FARM_CELL);
          cx <= Math.floorDiv(canvas.left() + canvas.cols() + margin, FARM_CELL);
          cx++) {
        long farm = Noise.hash(seed + 51, cx, cy);
        if (Noise.uniform(farm, 0, 0) > 0.3) {
          continue;
        }
        double x = FARM_CELL * (cx + Noise.uniform(farm, 1, 0));
        double y = FARM_CELL * (cy + Noise.uniform(farm, 2, 0));
        if (isTaken(x, y, sites)) {
          continue;
        }
        double angle = Math.PI * Noise.uniform(farm, 3, 0);
        Spectrum roof = Noise.uniform(farm, 4, 0) < 0.6 ? Spectrum.TILES : Spectrum.GREY_ROOF;
        Pen pen = new Pen(canvas, x, y, angle);
        pen.paint(0, 0, 6.4, 5.2, Spectrum.GROVE, 0.5);
        pen.paint(0.2, 0.2, 3.6, 2.8, Spectrum.TRACK, 0.7);
        pen.build(-0.7, -0.6, 1.9, 1.0, roof, 0.7);
        pen.build(1.1, 0.4, 0.9, 1.7, Spectrum.PLASTER, 0.5);
      }
    }
  }

  /** Houses with gardens near a place: what people honour, they live beside. */
  private void hamlet(Site site, List<Site> sites) {
    Outline outline = site.place().outline();
    double reach = Math.max(outline.reachCols(), outline.reachRows());
    int houses = 15 + (int) (8 * Noise.uniform(site.seed(), 0, 0));
    for (int house = 0; house < houses; house++) {
      double turn = 2 * Math.PI * Noise.uniform(site.seed(), house, 1);
      double far = reach + 3 + 15 * Noise.uniform(site.seed(), house, 2);
      double x = outline.centreCol() + far * StrictMath.cos(turn);
      double y = outline.centreRow() + far * StrictMath.sin(turn);
      if (isTaken(x, y, sites)) {
        continue;
      }
      double size = 1.2 + 0.9 * Noise.uniform(site.seed(), house, 3);
      // Houses stand along the lane that leads past them.
      double angle = outline.angle() + 0.5 * (Noise.uniform(site.seed(), house, 4) - 0.5);
      Pen pen = new Pen(canvas, x, y, angle);
      pen.paint(0.3, 0.4, size + 2.2, size + 1.6, Spectrum.GROVE, 0.42);
      pen.build(0, 0, size, size * 0.75, roof(Noise.uniform(site.seed(), house, 5)), 0.6);
    }
  }

  private static Spectrum roof(double chance) {
    return chance < 0.5 ? Spectrum.TILES : chance < 0.75 ? Spectrum.PLASTER : Spectrum.GREY_ROOF;
  }

  private boolean isTaken(double x, double y, List<Site> sites) {
    if (ways.toRiver(x, y) < ways.riverHalfWidth(x) + 3 || ways.toRoad(x, y) < 2) {
      return true;
    }
    for (Site site : sites) {
      if (site.keepsFree(x, y)) {
        return true;
      }
    }
    return false;
  }

  private void place(Site site) {
    Outline outline = site.place().outline();
    Pen pen = new Pen(canvas, outline.centreCol(), outline.centreRow(), outline.angle());
    switch (site.kind()) {
      case SHRINE -> shrine(pen, (int) (3 * Noise.uniform(site.seed(), 9, 9)));
      case HALL -> {
        pen.paint(0, 0, 8, 7, Spectrum.GROVE, 0.72);
        pen.paint(0, 1.2, 5.6, 3.2, Spectrum.TRACK, 0.75);
        pen.build(0, -0.6, 4.6, 2.6, Spectrum.TILES, 1.0);
        pen.paint(0, -1.1, 4.4, 0.6, Spectrum.GREY_ROOF, 0.3);
      }
      case CARAVANSERAI -> {
        pen.paint(0, 0, 9, 9, Spectrum.DRY_GRASS, 0.6);
        pen.build(0, -2.6, 6.8, 1.6, Spectrum.STONE, 0.8);
        pen.build(0, 2.6, 6.8, 1.6, Spectrum.STONE, 0.8);
        pen.build(-2.6, 0, 1.6, 4.0, Spectrum.STONE, 0.8);
        pen.build(2.6, 0, 1.6, 4.0, Spectrum.STONE, 0.8);
        pen.paint(0, 0, 3.7, 3.7, Spectrum.GROVE, 0.85);
        pen.paint(0, 3.0, 0.9, 2.6, Spectrum.TRACK, 0.8);
      }
      case CEMETERY -> cemetery(pen, site.seed());
      case MOUND -> mound(outline);
      case QUARTER -> quarter(pen, site.seed());
    }
  }

  /** A sacred building in a walled garden; three common plans. */
  private static void shrine(Pen pen, int plan) {
    pen.paint(0, 0, 8, 8, Spectrum.GROVE, 0.85);
    pen.paint(0, 0.2, 5.4, 5.4, Spectrum.STONE, 0.6);
    switch (plan) {
      case 0 -> {
        pen.build(0, 0, 3.2, 3.2, Spectrum.PLASTER, 1.3);
        pen.dome(0, 0, 1.7, Spectrum.TILES);
      }
      case 1 -> {
        pen.build(0.3, 0.2, 4.2, 2.0, Spectrum.TILES, 1.4);
        pen.build(-2.2, 0.2, 1.0, 1.0, Spectrum.STONE, 2.6);
      }
      default -> {
        pen.build(0, 0, 4.0, 4.0, Spectrum.STONE, 0.8);
        pen.build(0, 0, 2.6, 2.6, Spectrum.PLASTER, 1.2);
        pen.dome(0, 0, 1.2, Spectrum.GREY_ROOF);
      }
    }
  }

  private static void cemetery(Pen pen, long seed) {
    pen.paint(0, 0, 16, 12, Spectrum.DRY_GRASS, 0.55);
    for (int line = 0; line < 6; line++) {
      double y = -4.8 + 1.9 * line;
      pen.paint(-3.7, y, 6.2, 0.6, Spectrum.STONE, 0.5 + 0.4 * Noise.uniform(seed, line, 21));
      pen.paint(3.7, y, 6.2, 0.6, Spectrum.STONE, 0.5 + 0.4 * Noise.uniform(seed, line, 22));
    }
    pen.paint(0, 0, 1.0, 12, Spectrum.TRACK, 0.9);
    for (int tree = 0; tree < 12; tree++) {
      double x = -7.4 + 14.8 * Noise.uniform(seed, tree, 23);
      double y = (tree % 2 == 0 ? -5.5 : 5.5) + 0.4 * Noise.uniform(seed, tree, 24);
      pen.build(x, y, 0.9, 0.9, Spectrum.GROVE, 0.7);
    }
    pen.build(6.2, -4.2, 1.8, 1.5, Spectrum.PLASTER, 0.6);
  }

  /** Grass over old walls: dry, lit on its sunny side and shaded on the other. */
  private void mound(Outline outline) {
    outline.forEachPixel(
        canvas.left(),
        canvas.top(),
        canvas.cols(),
        canvas.rows(),
        (pixel, part) -> {
          double x = canvas.left() + pixel % canvas.cols() + 0.5;
          double y = canvas.top() + pixel / canvas.cols() + 0.5;
          double side = (x - outline.centreCol() + y - outline.centreRow()) / outline.width();
          double walls = Noise.fractal(seed + 63, x / 3, y / 3, 2);
          canvas.paint(pixel, Spectrum.DRY_GRASS, part * (0.72 + 0.25 * walls), 1 + 0.25 * side);
          if (walls > 0.25) {
            canvas.paint(pixel, Spectrum.PALE_SOIL, part * 0.45);
          }
          canvas.shade(pixel, part * Math.max(0, -side) * 0.45);
        });
  }

  private static void quarter(Pen pen, long seed) {
    pen.paint(0, 0, 18, 14, Spectrum.ROAD, 0.55);
    pen.paint(0, 0, 18, 14, Spectrum.TRACK, 0.45);
    for (int row = 0; row < 6; row++) {
      for (int col = 0; col < 7; col++) {
        long house = Noise.hash(seed, col, row);
        double x = -7.8 + 2.55 * col + 0.7 * (Noise.uniform(house, 1, 0) - 0.5);
        double y = -5.9 + 2.3 * row + 0.6 * (Noise.uniform(house, 2, 0) - 0.5);
        double kind = Noise.uniform(house, 3, 0);
        if (kind < 0.16) {
          pen.paint(x, y, 2.2, 2.0, Spectrum.GROVE, 0.8);
          continue;
        }
        double width = 1.6 + 0.8 * Noise.uniform(house, 4, 0);
        double height = 1.4 + 0.7 * Noise.uniform(house, 5, 0);
        pen.build(x, y, width, height, roof(Noise.uniform(house, 6, 0)), 0.5);
      }
    }
    pen.paint(0.2, 0, 0.8, 14, Spectrum.ROAD, 0.8);
  }

  /** Draws in a frame of its own, turned and moved. */
  private record Pen(Canvas canvas, double originCol, double originRow, double angle) {
    private Outline outline(double x, double y, double width, double height, boolean round) {
      double cos = StrictMath.cos(angle);
      double sin = StrictMath.sin(angle);
      return new Outline(
          originCol + x * cos - y * sin,
          originRow + x * sin + y * cos,
          width,
          height,
          angle,
          round);
    }

    void paint(double x, double y, double width, double height, Spectrum look, double density) {
      canvas.paint(outline(x, y, width, height, false), look, density);
    }

    void build(double x, double y, double width, double height, Spectrum roof, double high) {
      canvas.build(outline(x, y, width, height, false), roof, high);
    }

    void dome(double x, double y, double diameter, Spectrum look) {
      canvas.paint(outline(x, y, diameter, diameter, true), look, 1);
    }
  }
}
