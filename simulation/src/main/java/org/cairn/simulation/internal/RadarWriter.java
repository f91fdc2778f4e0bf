package org.cairn.simulation.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.imagery.scene.Footprints;
import org.cairn.simulation.RadarSettings;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes radar scenes and describes them in STAC 1.0 as terrain-corrected Sentinel-1. */
public final class RadarWriter {
  private static final int NODATA = -32_768;
  private static final List<String> POLARISATIONS = List.of("vv", "vh");

  private final RadarSettings settings;
  private final Path folder;
  private final RadarGround ground;

  /**
   * @param folder must exist
   */
  public RadarWriter(RadarSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
    this.ground = new RadarGround(settings);
  }

  private record Pass(int track, LocalDate date) {}

  /** Writes all passes; their items are in time order. */
  public List<String> write() throws IOException {
    List<Pass> passes = new ArrayList<>();
    for (int track = 0; track < settings.tracks().size(); track++) {
      for (int number = 0; number < settings.passes(); number++) {
        int days = settings.tracks().get(track).offsetDays() + number * settings.repeatDays();
        passes.add(new Pass(track, settings.first().plusDays(days)));
      }
    }
    passes.sort(Comparator.comparing(Pass::date).thenComparing(Pass::track));
    List<String> items = new ArrayList<>();
    for (Pass pass : passes) {
      items.add(write(pass));
    }
    return items;
  }

  private String write(Pass pass) throws IOException {
    RadarSettings.Track track = settings.tracks().get(pass.track());
    String id = "radar-" + pass.date() + "-" + track.relativeOrbit();
    Map<String, Object> assets = new LinkedHashMap<>();
    for (String polarisation : POLARISATIONS) {
      String file = id + "_" + polarisation + ".tif";
      float[] values = ground.power(pass.track(), pass.date(), polarisation.equals("vh"));
      if (settings.form() == RadarSettings.Form.DECIBELS) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (10 * StrictMath.log10(values[i]));
        }
      }
      CogWriter.of(settings.grid(), SampleFormat.FLOAT32)
          .withNodata(NODATA)
          .write(folder.resolve(file), List.of(values));
      assets.put(polarisation, asset(file));
    }
    return JsonMapper.shared().writeValueAsString(item(id, pass, track, assets));
  }

  private Map<String, Object> asset(String file) {
    return Map.of(
        "href",
        "./" + file,
        "type",
        "image/tiff; application=geotiff; profile=cloud-optimized",
        "roles",
        List.of("data"),
        "raster:bands",
        List.of(
            Map.of(
                "nodata",
                NODATA,
                "data_type",
                "float32",
                "unit",
                settings.form() == RadarSettings.Form.DECIBELS ? "dB" : "linear power")));
  }

  private Map<String, Object> item(
      String id, Pass pass, RadarSettings.Track track, Map<String, Object> assets) {
    Grid grid = settings.grid();
    Geometry outline =
        Footprints.toLonLat(
            new GeometryFactory()
                .toGeometry(
                    new Envelope(
                        grid.xOf(0), grid.xOf(grid.cols()), grid.yOf(0), grid.yOf(grid.rows()))),
            grid.crs());
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("datetime", pass.date() + (track.ascending() ? "T17:10:00Z" : "T05:20:00Z"));
    properties.put("platform", "sentinel-1a");
    properties.put("constellation", "sentinel-1");
    properties.put("sar:instrument_mode", "IW");
    properties.put("sar:frequency_band", "C");
    properties.put("sar:product_type", "GRD");
    properties.put(
        "sar:polarizations",
        POLARISATIONS.stream().map(one -> one.toUpperCase(Locale.ROOT)).toList());
    properties.put("sar:looks_equivalent_number", settings.looks());
    properties.put("sat:orbit_state", track.ascending() ? "ascending" : "descending");
    properties.put("sat:relative_orbit", track.relativeOrbit());
    properties.put("proj:code", grid.crs().code());
    properties.put("proj:shape", List.of(grid.rows(), grid.cols()));
    properties.put(
        "proj:transform",
        List.of(grid.stepX(), 0, grid.originX(), 0, grid.stepY(), grid.originY()));
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("type", "Feature");
    item.put("stac_version", "1.0.0");
    item.put("id", id);
    item.put("collection", "simulated-sentinel-1-rtc");
    item.put("geometry", JsonFiles.geometry(outline));
    item.put("properties", properties);
    item.put("links", List.of());
    item.put("assets", assets);
    return item;
  }
}
