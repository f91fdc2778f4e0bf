package org.cairn.watch.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.OffsetDecision;
import org.cairn.imagery.stac.RadiometricOffset;
import org.cairn.watch.ItemRef;

/**
 * What each scene's numbers mean: decides the radiometric offset from the item and checks it in the
 * pixels, once per scene. Thread-safe.
 */
final class SceneRadiometry {
  /**
   * A sample of the whole scene of about this width says whether the offset is in: dark pixels are
   * somewhere.
   */
  static final int SAMPLE_WIDTH = 256;

  static final String CONTRADICTED = "radiometry-contradicted";

  private final SceneFiles files;
  private final Map<ItemRef, Verdict> verdicts = new ConcurrentHashMap<>();

  SceneRadiometry(SceneFiles files) {
    this.files = files;
  }

  /**
   * @param decisions one per band of the scene
   * @param summary rule, inputs and outcome in one line
   * @param heldBack why the scene must not be used; empty where it may
   * @param unit of radar's numbers; empty for other scenes, and where they must not be used
   */
  record Verdict(
      List<OffsetDecision> decisions,
      String summary,
      String code,
      Optional<String> heldBack,
      Optional<RadarBands.Unit> unit) {
    Verdict {
      decisions = List.copyOf(decisions);
    }

    /** Of an optical scene. */
    Verdict(
        List<OffsetDecision> decisions, String summary, String code, Optional<String> heldBack) {
      this(decisions, summary, code, heldBack, Optional.empty());
    }

    /** Whether the same pixels would be judged so again: not where they could not be read. */
    boolean lasts() {
      return heldBack.isEmpty()
          || code.equals(CONTRADICTED)
          || code.equals(RadarRadiometry.NOT_PROJECTED);
    }
  }

  /** What an earlier run found of the same scene. */
  void remember(Scene scene, Verdict verdict) {
    verdicts.putIfAbsent(scene.ref(), verdict);
  }

  Verdict of(Scene scene) {
    return verdicts.computeIfAbsent(scene.ref(), unused -> decide(scene));
  }

  Optional<Verdict> known(Scene scene) {
    return Optional.ofNullable(verdicts.get(scene.ref()));
  }

  private Verdict decide(Scene scene) {
    return switch (scene.content()) {
      case Layer layer -> decide(scene.item(), layer);
      case LayerPair pair -> decide(scene.item(), pair);
      case RadarBands radar -> new RadarRadiometry(files, this).decide(scene.item(), radar);
    };
  }

  private Verdict decide(Item item, SceneBands layers) {
    List<OffsetDecision> decisions = new ArrayList<>();
    List<RadiometricOffset.BandSample> samples = new ArrayList<>();
    try {
      for (AssetBand band : layers.bands()) {
        OffsetDecision decision = decision(item, band);
        decisions.add(decision);
        if (decision.needsPixelCheck()) {
          samples.add(
              files.use(
                  item,
                  band.asset(),
                  file -> new RadiometricOffset.BandSample(decision, sample(file, band))));
        }
      }
    } catch (RasterException e) {
      return new Verdict(
          decisions, "not decided", e.code().id(), Optional.of(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return new Verdict(
          decisions,
          "not decided",
          "image-unreadable",
          Optional.of(String.valueOf(e.getMessage())));
    }
    String rules =
        decisions.stream()
            .map(OffsetDecision::summary)
            .distinct()
            .collect(Collectors.joining("; "));
    if (samples.isEmpty()) {
      return new Verdict(decisions, rules, "", Optional.empty());
    }
    RadiometricOffset.PixelCheck check = RadiometricOffset.check(samples);
    String summary = rules + "; " + check.summary();
    return switch (check.outcome()) {
      case AGREES, UNDECIDED -> new Verdict(decisions, summary, "", Optional.empty());
      case DISAGREES ->
          new Verdict(
              decisions,
              summary,
              CONTRADICTED,
              Optional.of(
                  "The item says one thing about the radiometric offset and its pixels another ("
                      + summary
                      + "): the scene is not used until its metadata is put right."));
    };
  }

  /** The band's own decision, with the file's scale and offset where the item lists none. */
  OffsetDecision decision(Item item, AssetBand band) throws IOException {
    if (band.scale().isPresent() || item.isSentinel2L2a()) {
      return RadiometricOffset.decide(item, band);
    }
    return files.use(
        item,
        band.asset(),
        file ->
            RadiometricOffset.decide(
                item, band, file.scale(band.bandIndex()), file.offset(band.bandIndex())));
  }

  static float[] sample(GeoTiff file, AssetBand band) throws IOException {
    int level = 0;
    while (level + 1 < file.levels().size()
        && file.levels().get(level + 1).cols() >= SAMPLE_WIDTH) {
      level++;
    }
    var size = file.levels().get(level);
    // Without overviews only a window of the middle: a whole scene would be read for a percentile.
    int cols = Math.min(size.cols(), 4 * SAMPLE_WIDTH);
    int rows = Math.min(size.rows(), 4 * SAMPLE_WIDTH);
    PixelWindow middle =
        new PixelWindow((size.cols() - cols) / 2, (size.rows() - rows) / 2, cols, rows);
    return file.readLevel(level, band.bandIndex(), List.of(middle)).getFirst();
  }
}
