package org.cairn.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.LinkScheme;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Precision;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Significance;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/** Descriptions of all kinds of statement, with odd texts and dates. */
final class RandomDescriptions {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final List<String> ODD =
      List.of(
          "حمص",
          "\u202E",
          "e\u0301",
          "\uD83C\uDFDB",
          "\n",
          "\"",
          "\\",
          " ",
          "\u2028",
          "<b>",
          "\uFDD0",
          "-1",
          "x:y",
          "null",
          "\u0001");
  private static final List<String> DATES =
      List.of(
          "1600", "-0320", "0000", "1850~", "19XX", "2001-21", "1914-07-28", "Y-17000", "0676?");

  private final RandomGenerator random;

  RandomDescriptions(RandomGenerator random) {
    this.random = random;
  }

  PlaceDescription next(int number) {
    List<Statement> statements = new ArrayList<>();
    some(3, statements, this::name);
    some(2, statements, this::type);
    some(2, statements, this::geometry);
    some(1, statements, () -> new Existence(maybe(this::text), withTimes(attribution())));
    some(2, statements, this::link);
    some(2, statements, this::relation);
    some(
        1,
        statements,
        () ->
            new Designation(
                text(), maybe(this::text), maybe(this::text), maybe(this::text), attribution()));
    some(
        1,
        statements,
        () -> new Significance(text(), text(), maybe(this::language), attribution()));
    some(
        1,
        statements,
        () -> new Description(text(), maybe(this::language), maybe(this::text), attribution()));
    some(
        1,
        statements,
        () ->
            new Depiction(
                Optional.of(text()), maybe(this::text), maybe(this::text), attribution()));
    some(
        1,
        statements,
        () -> new Country(one("SY", "IR", "Iran (Islamic Republic of)"), attribution()));
    List<Extra> extra =
        random.nextInt(4) == 0 ? List.of(Extra.text("sheet", "column", text())) : List.of();
    Sensitivity sensitivity =
        switch (random.nextInt(8)) {
          case 0 -> Sensitivity.WITHHELD;
          case 1 -> Sensitivity.generalised(1000);
          default -> Sensitivity.PUBLIC;
        };
    return new PlaceDescription("place " + number, statements, sensitivity, extra);
  }

  private Name name() {
    if (random.nextInt(3) == 0) {
      return Name.of(text()).withRole(NameRole.TITLE);
    }
    return new Name(
        text(),
        maybe(this::language),
        maybe(() -> "Arab"),
        random.nextInt(4) == 0
            ? List.of(new Name.Romanisation("Hims", maybe(this::text)))
            : List.of(),
        maybe(() -> one(NameRole.FORMER, NameRole.TITLE, Term.unknown("nickname"))),
        attribution());
  }

  private PlaceType type() {
    return new PlaceType(
        one(PlaceType.Facet.values()),
        term(),
        random.nextBoolean() ? List.of() : List.of(term()),
        attribution());
  }

  private Term term() {
    return switch (random.nextInt(5)) {
      case 0 -> Term.of("aat", "300008375", text());
      case 1 ->
          new Term(
              Optional.of("geonames-class"), Optional.of("P"), Optional.empty(), Optional.empty());
      case 2 ->
          new Term(
              Optional.empty(),
              Optional.of("http://x.org/" + random.nextInt(9)),
              maybe(this::text),
              Optional.empty());
      case 3 ->
          new Term(
              maybe(() -> "eamena"), Optional.empty(), Optional.of(text()), maybe(this::language));
      default -> Term.unknown(text());
    };
  }

  private PlaceGeometry geometry() {
    Geometry geometry =
        switch (random.nextInt(5)) {
          case 0 -> FACTORY.createLineString(new Coordinate[] {at(), at()});
          case 1 -> square();
          case 2 -> FACTORY.createMultiPoint(new Point[] {point(), point()});
          case 3 -> FACTORY.createGeometryCollection(new Geometry[] {point(), square()});
          default -> point();
        };
    return new PlaceGeometry(
        geometry,
        one(PlaceGeometry.Extent.values()),
        maybe(this::term),
        maybe(() -> Precision.ofMetres(10)),
        attribution());
  }

  private Point point() {
    return FACTORY.createPoint(at());
  }

  private Geometry square() {
    Coordinate corner = at();
    return FACTORY.createPolygon(
        new Coordinate[] {
          corner,
          new Coordinate(corner.x, corner.y + 1),
          new Coordinate(corner.x + 1, corner.y),
          corner
        });
  }

  private Coordinate at() {
    Coordinate lonLat = new Coordinate(random.nextDouble(-179, 179), random.nextDouble(-89, 89));
    if (random.nextInt(4) == 0) {
      lonLat.setZ(random.nextInt(3_000));
    }
    return lonLat;
  }

  private Link link() {
    Link.Match match = one(Link.Match.values());
    Link link =
        random.nextBoolean()
            ? Link.of(one(LinkScheme.values()).code(), "" + random.nextInt(1, 9_999), match)
            : Link.read("http://example.org/" + random.nextInt(99), match);
    return link.withAttribution(attribution());
  }

  private Relation relation() {
    return new Relation(
        one(Relation.Type.values()),
        maybe(() -> "place " + random.nextInt(9)),
        Optional.of(text()),
        maybe(this::text),
        attribution());
  }

  private Attribution attribution() {
    if (random.nextInt(3) > 0) {
      return random.nextBoolean() ? Attribution.NONE : withTimes(Attribution.NONE);
    }
    List<Source> sources = new ArrayList<>();
    some(2, sources, () -> new Source(maybe(this::text), maybe(this::text), Optional.of("1871")));
    return new Attribution(
        maybe(this::text),
        sources,
        maybe(() -> one(Certainty.values())),
        withTimes(Attribution.NONE).times());
  }

  private Attribution withTimes(Attribution attribution) {
    List<TimeSpan> times = new ArrayList<>();
    do {
      time().ifPresent(times::add);
    } while (times.isEmpty() || random.nextInt(4) == 0);
    return attribution.withTimes(times);
  }

  private Optional<TimeSpan> time() {
    try {
      TimeBound start = bound();
      TimeSpan span = random.nextBoolean() ? TimeSpan.during(start) : TimeSpan.from(start, bound());
      if (random.nextInt(3) == 0) {
        span =
            span.withPeriods(
                List.of(
                    random.nextBoolean()
                        ? Period.of("http://n2t.net/ark:/99152/p0x", text())
                        : new Period(
                            Optional.empty(),
                            Optional.of(text()),
                            Optional.of(bound()),
                            Optional.empty(),
                            maybe(this::text),
                            Optional.empty())));
      }
      if (random.nextInt(3) == 0) {
        span = span.withLabel(text());
      }
      return Optional.of(
          random.nextInt(4) == 0 ? span.withCertainty(one(Certainty.values())) : span);
    } catch (IllegalArgumentException reversed) {
      return Optional.empty();
    }
  }

  private TimeBound bound() {
    return switch (random.nextInt(6)) {
      case 0 -> TimeBound.OPEN;
      case 1 -> TimeBound.UNKNOWN;
      case 2 -> new TimeBound.Between(Optional.of(date()), Optional.empty());
      default -> TimeBound.in(date());
    };
  }

  private EdtfDate date() {
    try {
      return EdtfDate.parse(one(DATES.toArray(String[]::new)));
    } catch (EdtfException e) {
      throw new AssertionError(e);
    }
  }

  private String language() {
    return one("ar", "el-Grek", "eng-latn");
  }

  private String text() {
    return "t"
        + one(ODD.toArray(String[]::new))
        + random.nextInt(100)
        + one(ODD.toArray(String[]::new));
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> void some(int most, List<? super T> to, Supplier<T> value) {
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      to.add(value.get());
    }
  }

  @SafeVarargs
  private <T> T one(T... values) {
    return values[random.nextInt(values.length)];
  }
}
