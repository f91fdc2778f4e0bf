package org.cairn.benchmarks.detector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.simulation.SimulationSettings;
import org.cairn.simulation.Simulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes one simulated scene with its events, and writes it as all methods read it. */
final class SimulatedScene {
  static final int WINDOW = 12;
  static final LocalDate HISTORY_END = LocalDate.parse("2025-04-30");
  static final LocalDate END = LocalDate.parse("2026-05-10");

  private static final int SIDE = 128;
  private static final int DATES = 74;
  private static final int REVISIT_DAYS = 10;
  private static final int PLACES = 9;
  private static final int UNTOUCHED = 9;
  private static final int EVENTS = 8;
  private static final int BLOB = 5;
  private static final int YEAR = 365;
  private static final int APART = 4;
  private static final int ATTEMPTS = 10_000;

  private final Scenario scenario;
  private final SplittableRandom random;
  private final SimulationSettings settings;
  private final List<PixelWindow> taken = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  private record Event(PixelWindow window, LocalDate date, String kind, int pixels) {}

  private SimulatedScene(Scenario scenario, int index) {
    long seed = 7_001L * (scenario.ordinal() + 1) + 101L * index;
    this.scenario = scenario;
    this.random = new SplittableRandom(seed);
    this.settings =
        new SimulationSettings(
            seed,
            SIDE,
            DATES,
            LocalDate.parse("2024-05-03"),
            REVISIT_DAYS,
            HISTORY_END.plusDays(1),
            PLACES,
            scenario.atPlaces() ? 1 : 0,
            true,
            false);
  }

  /**
   * Writes {@code FOLDER/scene}, a stack of all bands with its truth, and for each asset {@code
   * FOLDER/ASSET/scene}, its windows side by side. Does nothing where that is there already.
   *
   * @return the stack's folder
   */
  static Path make(Scenario scenario, int index, Path folder) throws IOException {
    String name = "scene%02d".formatted(index);
    Path stack = folder.resolve(name);
    if (!Files.exists(stack.resolve("truth.json"))) {
      new SimulatedScene(scenario, index).write(folder, name);
    }
    return stack;
  }

  private void write(Path folder, String name) throws IOException {
    Path raw = folder.resolve("raw").resolve(name);
    Simulator.write(settings, raw, List.of());
    SceneCube cube = SceneCube.read(raw, SIDE);
    if (scenario.atPlaces()) {
      places(raw);
    } else {
      blend(new Blend(cube, HISTORY_END));
    }
    List<PixelWindow> untouched = new ArrayList<>();
    for (int i = 0; i < UNTOUCHED; i++) {
      // Of a scene half of which changes, in the other half.
      untouched.add(free(scenario == Scenario.WIDE ? SIDE / 2 + APART : 0, SIDE));
    }
    cube.write(folder.resolve(name));
    List<PixelWindow> windows = new ArrayList<>(events.stream().map(Event::window).toList());
    windows.addAll(untouched);
    for (String asset : SceneCube.ASSETS) {
      cube.writeSideBySide(folder.resolve(asset).resolve(name), asset, windows);
    }
    truth(folder.resolve(name), name, untouched);
  }

  /** As the simulator made them: a window lies over each, or over its middle where it is larger. */
  private void places(Path raw) {
    JsonNode truth = JsonMapper.shared().readTree(raw.resolve("truth.json"));
    for (JsonNode event : truth.path("events")) {
      JsonNode box = event.path("pixels");
      double left = box.path(0).asDouble();
      double top = box.path(1).asDouble();
      double width = box.path(2).asDouble();
      double height = box.path(3).asDouble();
      taken.add(
          new PixelWindow(
              (int) left, (int) top, (int) Math.ceil(width) + 1, (int) Math.ceil(height) + 1));
      events.add(
          new Event(
              new PixelWindow(within(left + width / 2), within(top + height / 2), WINDOW, WINDOW),
              LocalDate.parse(event.path("date").asString()),
              event.path("kind").asString(),
              (int) Math.round(event.path("area_m2").asDouble() / 100)));
    }
  }

  private static int within(double middle) {
    return Math.clamp(Math.round(middle - WINDOW / 2.0), 0, SIDE - WINDOW);
  }

  private void blend(Blend blend) {
    PixelWindow half = new PixelWindow(0, 0, SIDE, SIDE / 2);
    LocalDate wide = HISTORY_END.plusDays(60 + random.nextInt(60));
    if (scenario == Scenario.WIDE || scenario == Scenario.BESIDE) {
      blend.apply(half, wide, true, 0.4 + 0.4 * random.nextDouble(), 0);
    }
    for (int i = 0; i < EVENTS; i++) {
      double strength = 0.5 + 0.5 * random.nextDouble();
      PixelWindow window = free(0, scenario == Scenario.WIDE ? SIDE / 2 - APART : SIDE);
      PixelWindow blob =
          new PixelWindow(
              window.col() + random.nextInt(WINDOW - BLOB + 1),
              window.row() + random.nextInt(WINDOW - BLOB + 1),
              BLOB,
              BLOB);
      switch (scenario) {
        case FILLING ->
            add(blend, window, window, HISTORY_END.plusDays(30 + random.nextInt(240)), strength, 0);
        case SLOW ->
            add(blend, window, blob, HISTORY_END.plusDays(5 + random.nextInt(30)), strength, YEAR);
        case BESIDE ->
            add(blend, window, blob, wide.plusDays(30 + random.nextInt(90)), strength, 0);
        case WIDE -> events.add(new Event(window, wide, "", WINDOW * WINDOW));
        case STRONG -> throw new IllegalStateException("These are the simulator's");
      }
    }
  }

  private void add(
      Blend blend,
      PixelWindow window,
      PixelWindow changed,
      LocalDate date,
      double strength,
      int days) {
    blend.apply(changed, date, random.nextInt(3) > 0, strength, days);
    events.add(new Event(window, date, "", changed.size()));
  }

  /** A window that keeps away from all others, between two rows. */
  private PixelWindow free(int fromRow, int toRow) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      PixelWindow window =
          new PixelWindow(
              random.nextInt(SIDE - WINDOW + 1),
              fromRow + random.nextInt(toRow - fromRow - WINDOW + 1),
              WINDOW,
              WINDOW);
      if (taken.stream().noneMatch(other -> near(window, other))) {
        taken.add(window);
        return window;
      }
    }
    throw new IllegalStateException("No room for another window: choose a larger scene");
  }

  private static boolean near(PixelWindow a, PixelWindow b) {
    return a.col() < b.col() + b.cols() + APART
        && b.col() < a.col() + a.cols() + APART
        && a.row() < b.row() + b.rows() + APART
        && b.row() < a.row() + a.rows() + APART;
  }

  private void truth(Path stack, String name, List<PixelWindow> untouched) {
    List<Map<String, Object>> injected = new ArrayList<>();
    for (Event event : events) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("window", name(event.window()));
      one.put("row0", event.window().row());
      one.put("col0", event.window().col());
      one.put("size", WINDOW);
      one.put("event_date", event.date().toString());
      one.put("kind", event.kind());
      one.put("area_pixels", event.pixels());
      injected.add(one);
    }
    List<String> quiet = untouched.stream().map(SimulatedScene::name).toList();
    Map<String, Object> truth = new LinkedHashMap<>();
    truth.put("site_id", name);
    truth.put("window_size", WINDOW);
    truth.put("injected", injected);
    truth.put("untouched", quiet);
    JsonMapper.shared().writeValue(stack.resolve("truth.json"), truth);
  }

  private static String name(PixelWindow window) {
    return "r%03dc%03d".formatted(window.row(), window.col());
  }

  /** What the n-th window is called where windows lie side by side. */
  static String sideBySide(int index) {
    return "r000c%03d".formatted(index * WINDOW);
  }
}
