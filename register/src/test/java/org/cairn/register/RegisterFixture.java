package org.cairn.register;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Significance;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.TimeSpan;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A workspace, and places made for the tests. */
final class RegisterFixture {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

  private RegisterFixture() {}

  static Workspace workspace(Path folder) throws Exception {
    return Workspace.create(folder, "example.org/log", CLOCK, new SecureRandom());
  }

  static PlaceRegister.Added add(Workspace workspace, PlaceDescription... places) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace)) {
      return register.add(writer, List.of(places));
    }
  }

  static void append(Workspace workspace, ObjectNode... records) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(List.of(records).stream().map(Draft::open).toList());
    }
  }

  static PlaceGeometry at(String wkt) {
    try {
      return PlaceGeometry.of(new WKTReader().read(wkt), PlaceGeometry.Extent.UNKNOWN);
    } catch (ParseException e) {
      throw new IllegalArgumentException(wkt, e);
    }
  }

  static Attribution in(String edtf) {
    return Attribution.by("A surveyor")
        .withSources(List.of(Source.cited("Survey, sheet 3")))
        .withTimes(List.of(TimeSpan.of(Edtf.of(edtf))));
  }

  static PlaceDescription named(String id, String name, String wkt) {
    return PlaceDescription.of(id, Name.of(name), at(wkt));
  }

  /** One with a statement of most kinds. */
  static PlaceDescription chapel() {
    return PlaceDescription.of(
        "chapel",
        Name.of("Chapel of the Bridge", "en").withAttribution(in("1850/1920")),
        Name.of("كنيسة الجسر", "ar").withAttribution(Attribution.by("Another")),
        PlaceType.of(Term.of("aat", "300007501", "chapels")),
        PlaceType.of(Term.unknown("small church")),
        at("POLYGON ((10 20, 10.5 20, 10.5 20.5, 10 20.5, 10 20))"),
        at("POINT Z (10.25 20.25 312.5)"),
        Link.read("wd:Q1953", Link.Match.EXACT),
        Relation.to(Relation.Type.PART_OF, "town"),
        new Significance(
            "People of the bridge", "We met here.", java.util.Optional.empty(), in("1900")));
  }

  static ObjectNode record(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  static ObjectNode coverage(String run, String place, String status) {
    return record("coverage")
        .put("run", run)
        .put("place", place)
        .put("status", status)
        .put("why", "as said")
        .put("looks", 3)
        .put("acquisitions", 5)
        .put("alerts", 1)
        .put("until", "2026-10-01")
        .put("max_score", "4.25");
  }

  static ObjectNode alert(String run, String id, String place) {
    return record("alert")
        .put("run", run)
        .put("alert", id)
        .put("place", place)
        .put("score", "12.5")
        .put("expected_per_site_year", "0.01")
        .put("changed_area", "POLYGON ((10 20, 10.1 20, 10.1 20.1, 10 20))");
  }
}
