package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cairn.change.SiteScores;
import org.cairn.change.radar.Backscatter;
import org.cairn.change.radar.ChannelChange;
import org.cairn.change.radar.Polarisation;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.scene.Footprints;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.Chip;
import org.locationtech.jts.geom.Geometry;

/**
 * Makes of the passes what an alert that radar raised needs to be believed: pictures before and
 * after, means over passes of the channel that shows most, and its course over time. Thread-safe.
 */
final class RadarEvidence {
  /** A single pass is too grainy to be looked at; so many before the change are averaged. */
  private static final int PASSES_BEFORE = 6;

  private final Alert.Method method;

  RadarEvidence(Alert.Method method) {
    this.method = method;
  }

  AlertEvidence make(AreaStack stack, Place place, RadarRaised raised, List<Alert.Evidence> seen) {
    Grid grid = stack.area().grid();
    SiteScores.Hit hit = raised.change().hit();
    boolean[] mask = new boolean[grid.cols() * grid.rows()];
    for (int row = hit.row(); row < hit.row() + hit.box(); row++) {
      for (int col = hit.col(); col < hit.col() + hit.box(); col++) {
        mask[row * grid.cols() + col] = true;
      }
    }
    Geometry outline = Footprints.outline(grid, mask);
    PixelWindow window = EvidenceReader.chipWindow(grid, mask);
    ChannelChange leading = leading(raised);
    List<RadarStack.Pass> own = passes(raised, leading);
    RadarStack.Pass first = raised.passes().get(raised.change().firstSeen());
    List<RadarStack.Pass> after = after(raised, leading);
    List<RadarStack.Pass> earlier = own.stream().filter(pass -> day(pass) < day(first)).toList();
    List<RadarStack.Pass> before =
        earlier.subList(Math.max(0, earlier.size() - PASSES_BEFORE), earlier.size());
    Polarisation polarisation = leading.channel().polarisation();
    float[] meanBefore = EvidenceReader.cut(mean(before, polarisation, mask.length), grid, window);
    float[] meanAfter = EvidenceReader.cut(mean(after, polarisation, mask.length), grid, window);
    ChipMaker maker = ChipMaker.stretchedOver(List.of(meanBefore), List.of(meanAfter));
    List<RadarStack.Pass> dated =
        List.of(
            raised.passes().get(raised.change().lastUnchanged().orElseThrow()),
            first,
            raised.passes().get(raised.change().raised()));
    Alert alert =
        new Alert(
            place.id() + "@" + date(first),
            place.id(),
            Footprints.toLonLat(outline, grid.crs()),
            date(dated.get(0)),
            date(first),
            date(dated.get(2)),
            raised.score(),
            raised.expectedPerSiteYear(),
            raised.placebos(),
            hit.box() * hit.box() * GroundArea.ofPixel(grid),
            changes(raised),
            List.of(leading.beyond() < 0 ? Alert.Direction.LOWER : Alert.Direction.HIGHER),
            String.join(", ", new TreeSet<>(scenes(dated).map(Scene::sensor).toList())),
            method,
            scenes(dated).map(scene -> scene.item().id()).distinct().toList(),
            seen,
            Optional.empty());
    return new AlertEvidence(
        alert,
        chip(maker, meanBefore, before, window),
        chip(maker, meanAfter, after, window),
        ChipMaker.rings(outline, grid.window(window)),
        GroundArea.sampleDistance(grid),
        polarisation.name(),
        series(own, polarisation, mask, raised.firstMonitoredDay()));
  }

  /** The channel that shows the change best. */
  private static ChannelChange leading(RadarRaised raised) {
    return raised.change().channels().stream()
        .max(Comparator.comparingDouble(one -> Math.abs(one.t())))
        .orElseThrow();
  }

  /** The passes compared that show the change; the latest where its orbit has none since then. */
  private static List<RadarStack.Pass> after(RadarRaised raised, ChannelChange leading) {
    List<Integer> since =
        leading.passes().stream().filter(pass -> pass >= raised.change().firstSeen()).toList();
    List<Integer> shown = since.isEmpty() ? List.of(leading.passes().getLast()) : since;
    return shown.stream().map(pass -> raised.passes().get(pass)).toList();
  }

  /** Of the channel's orbit, with an image in its polarisation. */
  private static List<RadarStack.Pass> passes(RadarRaised raised, ChannelChange channel) {
    return raised.passes().stream()
        .filter(pass ->
            pass.images().orbit().equals(channel.channel().orbit())
                && pass.images().polarisations().contains(channel.channel().polarisation()))
        .toList();
  }

  private static int day(RadarStack.Pass pass) {
    return pass.images().day();
  }

  private static LocalDate date(RadarStack.Pass pass) {
    return LocalDate.ofEpochDay(day(pass));
  }

  private static Stream<Scene> scenes(List<RadarStack.Pass> passes) {
    return passes.stream().flatMap(pass -> pass.scenes().stream());
  }

  /** Of each polarisation, what its channel with the largest change shows. */
  private static List<Alert.BandChange> changes(RadarRaised raised) {
    Map<Polarisation, ChannelChange> most = new TreeMap<>();
    for (ChannelChange one : raised.change().channels()) {
      most.merge(
          one.channel().polarisation(), one, (a, b) -> Math.abs(b.t()) > Math.abs(a.t()) ? b : a);
    }
    return most.entrySet().stream()
        .map(one ->
            new Alert.BandChange(
                one.getKey().name().toLowerCase(Locale.ROOT),
                one.getValue().before(),
                one.getValue().after(),
                "dB"))
        .toList();
  }

  /** {@code float[pixels]} of dB, NaN where no pass shows the pixel. */
  private static float[] mean(List<RadarStack.Pass> passes, Polarisation polarisation, int pixels) {
    float[] mean = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      double sum = 0;
      int count = 0;
      for (RadarStack.Pass pass : passes) {
        float decibels = Backscatter.decibels(pass.images().power(polarisation)[i]);
        if (!Float.isNaN(decibels)) {
          sum += decibels;
          count++;
        }
      }
      mean[i] = count == 0 ? Float.NaN : (float) (sum / count);
    }
    return mean;
  }

  /** Named after the last of the passes it is the mean of. */
  private static Optional<Chip> chip(
      ChipMaker maker, float[] image, List<RadarStack.Pass> passes, PixelWindow window) {
    if (passes.isEmpty()) {
      return Optional.empty();
    }
    Scene last = passes.getLast().scenes().getFirst();
    return Optional.of(
        new Chip(
            window.cols(),
            window.rows(),
            maker.argb(List.of(image)),
            false,
            date(passes.getLast()),
            last.sensor(),
            last.item().id()));
  }

  private static List<AlertEvidence.Point> series(
      List<RadarStack.Pass> passes, Polarisation polarisation, boolean[] mask, int monitored) {
    List<AlertEvidence.Point> points = new ArrayList<>();
    for (RadarStack.Pass pass : passes) {
      float[] power = pass.images().power(polarisation);
      OptionalDouble value = mean(power, mask, true);
      if (value.isPresent()) {
        points.add(
            new AlertEvidence.Point(
                date(pass),
                AlertEvidence.Look.CLEAR,
                value,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                mean(power, mask, false),
                day(pass) >= monitored));
      }
    }
    return points;
  }

  private static OptionalDouble mean(float[] power, boolean[] mask, boolean inside) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < power.length; i++) {
      float decibels = mask[i] == inside ? Backscatter.decibels(power[i]) : Float.NaN;
      if (!Float.isNaN(decibels)) {
        sum += decibels;
        count++;
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }
}
