package org.cairn.exchange.internal.periodo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cairn.exchange.PeriodDefinitions.Definition;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.json.Json;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A data set of PeriodO, in its present form or the early one:
 *
 * <pre>{"authorities":{"p03377f":{"periods":{"p03377fkhrv":{"id":…,"label":"Iron Age",
 *  "localizedLabels":{"eng-latn":["Iron Age"]},"start":{"label":"800 B.C.","in":{"year":"-0799"}},
 *  "stop":{"in":{"earliestYear":"-0560","latestYear":"-0549"}}}}}}}
 * {"periodCollections":{…:{"definitions":{…}}}}</pre>
 *
 * Years are astronomical.
 *
 * @param definitions by {@link #key} of their ids
 */
public record PeriodFile(Map<String, Definition> definitions, List<RowProblem> problems) {
  private static final long MAX_BYTES = 512L << 20;

  public static PeriodFile read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw malformed(file, "is larger than %,d bytes".formatted(MAX_BYTES));
    }
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw malformed(file, "is not JSON");
    }
    Map<String, Definition> definitions = new LinkedHashMap<>();
    List<RowProblem> problems = new ArrayList<>();
    for (String[] names : List.of(new String[] {"authorities", "periods"}, EARLY)) {
      for (JsonNode authority : root.path(names[0])) {
        for (Map.Entry<String, JsonNode> each : authority.path(names[1]).properties()) {
          define(file, each.getKey(), each.getValue(), definitions, problems);
        }
      }
    }
    if (definitions.isEmpty()) {
      throw malformed(file, "has no periods under \"authorities\" or \"periodCollections\"");
    }
    return new PeriodFile(definitions, problems);
  }

  private static final String[] EARLY = {"periodCollections", "definitions"};

  /** The last segment of a URI, by which a definition is known whatever its base. */
  public static String key(String uri) {
    String bare = uri.strip().replaceFirst("[/#?]+$", "");
    int cut =
        Math.max(bare.lastIndexOf('/'), Math.max(bare.lastIndexOf('#'), bare.lastIndexOf(':')));
    return bare.substring(cut + 1);
  }

  private static void define(
      Path file,
      String name,
      JsonNode json,
      Map<String, Definition> definitions,
      List<RowProblem> problems) {
    String id = json.path("id").asString(name);
    Set<String> labels = new LinkedHashSet<>();
    text(json.path("label")).ifPresent(labels::add);
    for (JsonNode language : json.path("localizedLabels")) {
      text(language).ifPresent(labels::add);
      language.forEach(label -> text(label).ifPresent(labels::add));
    }
    try {
      Period period =
          new Period(
              Optional.of(id),
              labels.stream().findFirst(),
              years(json.path("start").path("in")),
              years(json.path("stop").path("in")),
              text(json.path("start").path("label")),
              text(json.path("stop").path("label")));
      definitions.put(key(id), new Definition(period, List.copyOf(labels)));
    } catch (IllegalArgumentException e) {
      problems.add(
          new RowProblem(
              Severity.REFUSED,
              file.toString(),
              OptionalInt.empty(),
              Optional.of(Finding.excerptOf(id)),
              Optional.empty(),
              Code.VALUE_MALFORMED,
              "years such as -0799",
              "The definition was left out: " + e.getMessage() + ".",
              "Take the file as PeriodO publishes it."));
    }
  }

  private static Optional<TimeBound> years(JsonNode in) {
    Optional<EdtfDate> year = year(in.path("year"));
    Optional<EdtfDate> earliest = year(in.path("earliestYear"));
    Optional<EdtfDate> latest = year(in.path("latestYear"));
    if (year.isPresent()) {
      return year.map(TimeBound::in);
    }
    return earliest.isEmpty() && latest.isEmpty()
        ? Optional.empty()
        : Optional.of(new TimeBound.Between(earliest, latest));
  }

  private static Optional<EdtfDate> year(JsonNode node) {
    return text(node).map(text -> EdtfDate.ofYear(Long.parseLong(text.strip())));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isValueNode() && !Json.isBlank(node)
        ? Optional.of(node.asString())
        : Optional.empty();
  }

  private static PlaceFormatException malformed(Path file, String what) {
    return new PlaceFormatException(
        PlaceFormatException.Code.FILE_UNREADABLE,
        "The periods in '%s' cannot be read: it %s. Take the file as PeriodO publishes it"
            .formatted(file, what));
  }
}
