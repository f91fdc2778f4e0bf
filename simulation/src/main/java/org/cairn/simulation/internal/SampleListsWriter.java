package org.cairn.simulation.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.simulation.SimulatedPlace;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;

/**
 * Lists of the invented places as institutions keep them, to try an import with: a gazetteer in the
 * Linked Places Format, with names in their times and sources, and a survey on EAMENA's bulk-upload
 * sheet, with conditions, a word of no vocabulary and a row that is wrong. Which place gets what
 * goes by its number alone.
 */
final class SampleListsWriter {
  private static final String REGISTER = "Register of an invented land, 1912";

  /** Columns of the survey. */
  private static final String HEADINGS =
      "UNIQUEID,Assessment Investigator - Actor,Investigator Role Type,Assessment Activity Type,"
          + "Assessment Activity Date,Resource Name,Name Type,Heritage Place Type,"
          + "Geometric Place Expression,Geometry Qualifier,Overall Condition State Type,"
          + "Damage Extent Type,Disturbance Cause Category Type,Disturbance Cause Type,"
          + "Disturbance Cause Certainty,Disturbance Date From,Disturbance Date To,"
          + "Effect Type,Effect Certainty,Threat Category,Threat Cause Type,Threat Probability";

  /** What the surveyor found, from the condition on; the first word of the second is of no list. */
  private static final List<String> FOUND =
      List.of(
          "Fair,1-10%,Agricultural/Pastoral,Grazing/Animal Movement,Medium,2019,2021,"
              + "Surface Loss,Low,Agricultural/Pastoral,Grazing/Animal Movement,Probable",
          "Ruined,31-60%,Building and Development,Construction,High,2020-03,2020-09,"
              + "Structural Alteration,High,Building and Development,Construction,Planned",
          "Poor,11-30%,Hydraulic Use,Flooding,Definite,2018,2018,"
              + "Water Damage,Definite,Hydraulic Use,Flooding,Possible");

  private final Frame frame;
  private final List<SimulatedPlace> places;

  SampleListsWriter(Frame frame, List<SimulatedPlace> places) {
    this.frame = frame;
    this.places = places;
  }

  /** {@code gazetteer.lpf.json} and {@code survey.csv}. */
  void write(Path folder) throws IOException {
    List<Map<String, Object>> features = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      features.add(feature(i));
    }
    JsonFiles.write(
        folder.resolve("gazetteer.lpf.json"),
        StacDocuments.ordered(
            "type",
            "FeatureCollection",
            "@context",
            "https://linkedpasts.org/assets/linkedplaces-context-v1.1.jsonld",
            "features",
            features));
    Files.writeString(folder.resolve("survey.csv"), survey());
  }

  private Map<String, Object> feature(int i) {
    SimulatedPlace place = places.get(i);
    Map<String, Object> feature =
        StacDocuments.ordered(
            "@id",
            place.id(),
            "type",
            "Feature",
            "properties",
            StacDocuments.ordered("title", place.names().getFirst().text()),
            "when",
            span(-(450 + 10 * i), -(400 + 10 * i), List.of()),
            "names",
            names(i),
            "types",
            List.of(
                StacDocuments.ordered(
                    "identifier", "cairn-sample:" + place.kind(), "label", place.kind())),
            "geometry",
            geometry(i),
            "descriptions",
            List.of(
                StacDocuments.ordered(
                    "value", "Invented place in a simulated landscape.", "lang", "en")));
    if (i > 0) {
      feature.put(
          "relations",
          List.of(
              StacDocuments.ordered(
                  "relationType",
                  "gvp:tgn3000_related_to",
                  "relationTo",
                  places.get(i - 1).id(),
                  "label",
                  places.get(i - 1).names().getFirst().text())));
    }
    return feature;
  }

  /** One after the other in time, each from where the one before it ends. */
  private List<Map<String, Object>> names(int i) {
    List<Map<String, Object>> names = new ArrayList<>();
    int from = -(430 + 10 * i);
    for (SimulatedPlace.Name name : places.get(i).names()) {
      names.add(
          StacDocuments.ordered(
              "toponym",
              name.text(),
              "lang",
              name.language(),
              "citations",
              List.of(StacDocuments.ordered("label", REGISTER)),
              "when",
              span(
                  from,
                  from + 600,
                  List.of(name.language().equals("en") ? "certain" : "less-certain"))));
      from += 600;
    }
    return names;
  }

  private static Map<String, Object> span(int from, int until, List<String> certainty) {
    Map<String, Object> when =
        StacDocuments.ordered(
            "timespans",
            List.of(
                Map.of("start", Map.of("in", year(from)), "end", Map.of("latest", year(until)))));
    certainty.forEach(word -> when.put("certainty", word));
    return when;
  }

  /** Astronomical, in four digits. */
  private static String year(int year) {
    return (year < 0 ? "-" : "") + String.format(Locale.ROOT, "%04d", Math.abs(year));
  }

  private Map<String, Object> geometry(int i) {
    return JsonFiles.geometry(frame.polygon(places.get(i).outline().corners()));
  }

  private String survey() {
    StringBuilder rows = new StringBuilder(HEADINGS).append('\n');
    for (int i = 0; i < FOUND.size() && i + 1 < places.size(); i++) {
      SimulatedPlace place = places.get(i + 1);
      Geometry outline = frame.polygon(place.outline().corners());
      Point centre = outline.getCentroid();
      row(
          rows,
          i + 1,
          place.names().getFirst().text(),
          String.format(
              Locale.ROOT,
              "POINT (%s %s)",
              JsonFiles.rounded(centre.getX()),
              JsonFiles.rounded(centre.getY())),
          FOUND.get(i));
    }
    // Metres of a projected grid where degrees belong.
    row(rows, FOUND.size() + 1, "Lost Mill", "POINT (166021 1200)", FOUND.getFirst());
    return rows.toString();
  }

  private static void row(StringBuilder rows, int number, String name, String wkt, String found) {
    rows.append(
            "survey-%d,Invented Surveyor,Academic Researcher,Condition Assessment,"
                .formatted(number))
        .append("2022-05-%02d,\"%s\",Toponym,Archaeological Site,".formatted(number, name))
        .append("%s,Center Point,%s\n".formatted(wkt, found));
  }
}
