package org.cairn.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.BiFunction;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.JsonFormats;
import org.cairn.exchange.RowProblem;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.RefusedException;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceAdding;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;

/**
 * Places that do not exist, as a file in the Linked Places Format: two names each, one of them with
 * marks, dates and a source; a type, a point or now and then an outline, a link, what it is part
 * of. Ids come in no order. The same seed gives the same file.
 */
public final class InventedGazetteer {
  private static final String[] SYLLABLES = {
    "ba", "dar", "el", "gha", "hisn", "ka", "mar", "na", "qas", "ra", "sal", "tel", "um", "wa", "zu"
  };
  private static final String[] MARKED = {
    "bā", "dār", "él", "ġa", "ḥiṣn", "kā", "már", "nā", "qaṣ", "rā", "šal", "těl", "ūm", "wá", "zū"
  };

  private final Random random;
  private final double widthDegrees;
  private final double heightDegrees;

  /** All over the world. */
  InventedGazetteer(long seed) {
    this(seed, 358, 170);
  }

  /**
   * @param widthDegrees of the part of the world that they lie in, around 0° N 0° E
   */
  public InventedGazetteer(long seed, double widthDegrees, double heightDegrees) {
    this.random = new Random(seed);
    this.widthDegrees = widthDegrees;
    this.heightDegrees = heightDegrees;
  }

  /**
   * Has so many places added, by a file in their format as users do.
   *
   * @param kept what becomes of each before it is added, by its number
   * @return what was added
   */
  public PlaceRegister.Added add(
      Workspace workspace, int places, BiFunction<PlaceDescription, Integer, PlaceDescription> kept)
      throws Exception {
    Path file = workspace.root().resolve("invented.lpf.json");
    write(file, places);
    try (LedgerWriter writer = LedgerWriter.open(workspace, InstantSource.system());
        PlaceRegister register = PlaceRegister.open(workspace);
        PlaceAdding adding = register.adding(writer)) {
      read(file, (place, row) -> adding.add(kept.apply(place, row)));
      return adding.finish();
    } finally {
      Files.delete(file);
    }
  }

  /** Takes a place. */
  interface Taker {
    void take(PlaceDescription place, int row) throws IOException, RefusedException;
  }

  /** Hands on each place of a file; throws at the first that is refused. */
  static void read(Path file, Taker taker) throws Exception {
    DescriptionFormat format = JsonFormats.find(file).orElseThrow();
    format.read(file, new Sink(taker));
  }

  private record Sink(Taker taker) implements DescriptionSink {
    @Override
    public void place(PlaceDescription place, int row) {
      try {
        taker.take(place, row);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (RefusedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void problem(RowProblem problem) {
      throw new IllegalStateException("An invented place is refused: " + problem);
    }
  }

  /** Writes a collection of so many features. */
  public void write(Path file, int places) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      out.write(
          "{\"type\":\"FeatureCollection\",\"@context\":\"https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld\",\"features\":[\n");
      for (int each = 0; each < places; each++) {
        out.write(each == 0 ? "" : ",\n");
        out.write(feature(each));
      }
      out.write("\n]}\n");
    }
  }

  private String feature(int number) {
    int[] syllables = random.ints(3 + random.nextInt(4), 0, SYLLABLES.length).toArray();
    int year = 1 + random.nextInt(1900);
    return """
    {"@id":"https://example.org/place/%016x","type":"Feature","properties":{"title":"%s","ccodes":["XX"]},\
    "when":{"timespans":[{"start":{"in":"%04d"},"end":{"in":"2000"}}]},\
    "names":[{"toponym":"%s","lang":"en","citations":[{"label":"Survey, sheet %d"}],"when":{"timespans":[{"start":{"in":"%04d"}}]}},{"toponym":"%s %d"}],\
    "types":[{"identifier":"aat:3000%02d","label":"type %d"}],\
    "geometry":%s,\
    "links":[{"type":"closeMatch","identifier":"wd:Q%d"}],\
    "relations":[{"relationType":"gvp:broaderPartitive","relationTo":"https://example.org/region/%d","label":"Region %d"}]}\
    """
        .formatted(
            random.nextLong(),
            name(SYLLABLES, syllables),
            year,
            name(MARKED, syllables),
            number % 100,
            year,
            name(SYLLABLES, syllables),
            number,
            number % 50,
            number % 50,
            geometry(),
            number,
            number % 1000,
            number % 1000)
        .strip();
  }

  /** A name's beginning, for a search. */
  String beginning() {
    int[] syllables = random.ints(3 + random.nextInt(4), 0, SYLLABLES.length).toArray();
    return name(SYLLABLES, syllables).substring(0, 3 + random.nextInt(4)).strip();
  }

  private static String name(String[] spelling, int[] syllables) {
    StringBuilder name = new StringBuilder();
    for (int each = 0; each < syllables.length; each++) {
      name.append(spelling[syllables[each]]).append(each == 2 ? " " : "");
    }
    return name.toString().strip();
  }

  private String geometry() {
    double lon = (random.nextDouble() - 0.5) * widthDegrees;
    double lat = (random.nextDouble() - 0.5) * heightDegrees;
    if (random.nextInt(10) > 0) {
      return "{\"type\":\"Point\",\"coordinates\":[%.5f,%.5f]}".formatted(lon, lat);
    }
    return "{\"type\":\"Polygon\",\"coordinates\":[[[%1$.5f,%2$.5f],[%3$.5f,%2$.5f],[%3$.5f,%4$.5f],[%1$.5f,%4$.5f],[%1$.5f,%2$.5f]]]}"
        .formatted(lon, lat, lon + 0.001, lat + 0.001);
  }
}
