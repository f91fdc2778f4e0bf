package org.cairn.heritage.codec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.ConditionAssessment.Assessor;
import org.cairn.heritage.place.ConditionAssessment.Disturbance;
import org.cairn.heritage.place.ConditionAssessment.Effect;
import org.cairn.heritage.place.ConditionAssessment.Recommendation;
import org.cairn.heritage.place.ConditionAssessment.Threat;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.DrawnExtent;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Precision;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Significance;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfPart;
import org.cairn.heritage.time.EdtfYear;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.Qualifier;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Descriptions that say anything the model can say, odd texts above all. */
final class RandomPlaces {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** Legal, and often broken on the way: twins of normal forms, direction marks, controls. */
  private static final List<String> ODD =
      List.of(
          "\u00E9",
          "e\u0301",
          "\u1E69",
          "s\u0323\u0307",
          "\u202E",
          "\u2066",
          "\u200F",
          "\u200D",
          "\u0640",
          "\uFEFF",
          "\uFFFF",
          "\uFDD0",
          "\uD83C\uDFDB",
          "\uD800\uDC00",
          "\uDBFF\uDFFF",
          "\u0001",
          "\u001F",
          "\u007F",
          "\u0085",
          "\u2028",
          "\"",
          "\\",
          "/",
          "\n",
          "\r\n",
          "\t",
          "<b>",
          "&amp;",
          "القلعة",
          "Ġ",
          "Żejtun",
          "龍",
          "0",
          "null",
          "None, None",
          "a",
          "Z",
          " ");

  private final RandomGenerator random;

  RandomPlaces(RandomGenerator random) {
    this.random = random;
  }

  PlaceDescription next() {
    List<Statement> statements = list(12, this::statement);
    return new PlaceDescription(text(), statements, sensitivity(), list(4, this::extra));
  }

  private Statement statement() {
    return statement(any(StatementKind.values()));
  }

  Statement statement(StatementKind kind) {
    return switch (kind) {
      case NAME ->
          new Name(
              text(),
              maybe(this::language),
              maybe(() -> any("Arab", "Grek", "Latn", "Hebr", "Syrc")),
              list(3, () -> new Name.Romanisation(text(), maybe(this::text))),
              maybe(this::term),
              attribution());
      case TYPE ->
          new PlaceType(any(PlaceType.Facet.values()), term(), list(3, this::term), attribution());
      case GEOMETRY ->
          new PlaceGeometry(
              geometry(2),
              any(PlaceGeometry.Extent.values()),
              maybe(this::term),
              maybe(this::precision),
              attribution());
      case EXISTENCE -> new Existence(Optional.of(text()), attribution());
      case LINK ->
          new Link(
              maybe(this::text),
              text(),
              any(Link.Match.values()),
              maybe(this::text),
              attribution());
      case RELATION ->
          new Relation(
              any(Relation.Type.values()),
              Optional.of(text()),
              maybe(this::text),
              maybe(this::text),
              attribution());
      case DESIGNATION ->
          new Designation(
              text(), maybe(this::text), maybe(this::text), maybe(this::text), attribution());
      case SIGNIFICANCE -> new Significance(text(), text(), maybe(this::language), attribution());
      case DESCRIPTION ->
          new Description(text(), maybe(this::language), maybe(this::text), attribution());
      case DEPICTION ->
          new Depiction(maybe(this::text), Optional.of(text()), maybe(this::text), attribution());
      case COUNTRY -> new Country(text(), attribution());
      case CONDITION -> condition();
      case USE_CHANGE ->
          new UseChange(
              term(),
              maybe(this::text),
              maybe(this::text),
              maybe(this::text),
              attribution().withAuthor(text()).withSources(List.of(Source.cited(text()))));
    };
  }

  private ConditionAssessment condition() {
    return new ConditionAssessment(
        list(2, () -> new Assessor(text(), maybe(this::text), maybe(this::term))),
        maybe(this::term),
        maybe(this::term),
        maybe(this::term),
        maybe(this::term),
        list(3, this::disturbance),
        list(
            2,
            () ->
                new Threat(
                    maybe(this::term), maybe(this::term), maybe(this::term), maybe(this::text))),
        list(
            2,
            () ->
                new Recommendation(
                    maybe(this::term), maybe(this::term), maybe(this::term), maybe(this::text))),
        maybe(this::text),
        maybe(this::drawn),
        attribution());
  }

  private DrawnExtent drawn() {
    double lon = random.nextInt(-179, 179) + random.nextInt(1000) / 1000.0;
    double lat = random.nextInt(-89, 89) + random.nextInt(1000) / 1000.0;
    Coordinate[] corners = {
      new Coordinate(lon, lat),
      new Coordinate(lon + 0.5, lat),
      new Coordinate(lon, lat + 0.25),
      new Coordinate(lon, lat)
    };
    return new DrawnExtent(
        FACTORY.createPolygon(corners),
        "%064x".formatted(random.nextInt(Integer.MAX_VALUE)),
        "place@2026-05-11");
  }

  private Disturbance disturbance() {
    return new Disturbance(
        maybe(this::term),
        maybe(this::term),
        maybe(this::term),
        list(3, () -> new Effect(maybe(this::term), maybe(this::term))),
        maybe(this::term),
        list(2, this::span),
        maybe(this::text));
  }

  private Attribution attribution() {
    return new Attribution(
        maybe(this::text),
        list(3, () -> new Source(Optional.of(text()), maybe(this::text), maybe(this::text))),
        maybe(() -> any(Certainty.values())),
        list(3, this::span));
  }

  private TimeSpan span() {
    TimeBound start = bound();
    TimeSpan span = TimeSpan.during(start);
    if (random.nextBoolean()) {
      TimeBound end = bound();
      try {
        span = TimeSpan.from(start, end);
      } catch (IllegalArgumentException reversed) {
        span = TimeSpan.from(end, start);
      }
    }
    return new TimeSpan(
        span.reading(),
        span.start(),
        span.end(),
        list(2, this::period),
        maybe(this::text),
        maybe(this::text),
        maybe(() -> any(Certainty.values())),
        maybe(this::text));
  }

  private Period period() {
    return new Period(
        maybe(this::text),
        Optional.of(text()),
        maybe(this::bound),
        maybe(this::bound),
        maybe(this::text),
        maybe(this::text));
  }

  private TimeBound bound() {
    return switch (random.nextInt(6)) {
      case 0 -> TimeBound.OPEN;
      case 1 -> TimeBound.UNKNOWN;
      case 2 -> new TimeBound.Between(Optional.of(date()), Optional.empty());
      case 3 -> new TimeBound.Between(Optional.empty(), Optional.of(date()));
      case 4 -> between();
      default -> TimeBound.in(date());
    };
  }

  private TimeBound between() {
    EdtfDate one = date();
    EdtfDate other = date();
    return other.bounds().isBefore(one.bounds())
        ? TimeBound.between(other, one)
        : TimeBound.between(one, other);
  }

  EdtfDate date() {
    while (true) {
      try {
        return anyDate();
      } catch (IllegalArgumentException noSuchDay) {
        // The digits named no day, such as the 31st of February: others are drawn.
        continue;
      }
    }
  }

  private EdtfDate anyDate() {
    boolean isLong = random.nextInt(6) == 0;
    OptionalInt exponent =
        isLong && random.nextBoolean()
            ? OptionalInt.of(1 + random.nextInt(9))
            : OptionalInt.empty();
    String digits = isLong ? String.valueOf(10_000 + random.nextInt(900_000)) : digits(4);
    OptionalInt significant =
        !digits.contains("X") && random.nextInt(5) == 0
            ? OptionalInt.of(1 + random.nextInt(7))
            : OptionalInt.empty();
    boolean negative = random.nextBoolean() && !digits.equals("0000");
    EdtfYear year = new EdtfYear(negative, digits, exponent, significant, any(Qualifier.values()));
    if (isLong || significant.isPresent() || random.nextInt(3) == 0) {
      return new EdtfDate(year, Optional.empty(), Optional.empty(), Optional.empty());
    }
    Optional<EdtfPart> month = Optional.of(new EdtfPart(digits(2), any(Qualifier.values())));
    Optional<EdtfPart> day = maybe(() -> new EdtfPart(digits(2), any(Qualifier.values())));
    return new EdtfDate(year, month, day, Optional.empty());
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(6) == 0 ? 'X' : (char) ('0' + random.nextInt(i == 0 ? 4 : 10)));
    }
    return digits.toString();
  }

  private Geometry geometry(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 7)) {
      case 0 -> line();
      case 1 -> polygon();
      case 2 -> FACTORY.createMultiPoint(new Point[] {point(), point()});
      case 3 -> FACTORY.createMultiLineString(new LineString[] {line(), line()});
      case 4 -> FACTORY.createMultiPolygon(new Polygon[] {polygon(), polygon()});
      case 5 -> point();
      default ->
          FACTORY.createGeometryCollection(
              new Geometry[] {geometry(depth - 1), geometry(depth - 1), FACTORY.createPoint()});
    };
  }

  private Point point() {
    return FACTORY.createPoint(coordinate());
  }

  private LineString line() {
    return FACTORY.createLineString(new Coordinate[] {coordinate(), coordinate(), coordinate()});
  }

  /** May cross itself. */
  private Polygon polygon() {
    LinearRing[] holes = random.nextBoolean() ? new LinearRing[0] : new LinearRing[] {ring()};
    return FACTORY.createPolygon(ring(), holes);
  }

  private LinearRing ring() {
    Coordinate first = coordinate();
    return FACTORY.createLinearRing(
        new Coordinate[] {first, coordinate(), coordinate(), coordinate(), first});
  }

  private Coordinate coordinate() {
    double x = random.nextDouble(-180, 180);
    double y = random.nextDouble(-90, 90);
    return switch (random.nextInt(6)) {
      case 0 -> new Coordinate(Math.rint(x), -0.0);
      case 1 -> new Coordinate(x * 1e-9, Math.rint(y * 1e6) / 1e6);
      case 2 -> new Coordinate(-180, Double.MIN_VALUE);
      case 3 -> new Coordinate(x, y, random.nextDouble(-400, 9000));
      default -> new Coordinate(x, y);
    };
  }

  private Precision precision() {
    return new Precision(
        Optional.of(new BigDecimal(random.nextInt(1, 1_000_000)).movePointLeft(random.nextInt(5))),
        maybe(this::text));
  }

  private Term term() {
    return new Term(
        maybe(this::text), maybe(this::text), Optional.of(text()), maybe(this::language));
  }

  private Sensitivity sensitivity() {
    return switch (random.nextInt(4)) {
      case 0 -> Sensitivity.WITHHELD.withReason(text());
      case 1 -> Sensitivity.generalised(random.nextInt(1, 1_000_001));
      case 2 -> Sensitivity.PUBLIC.withReason(text());
      default -> Sensitivity.PUBLIC;
    };
  }

  private Extra extra() {
    return new Extra(
        text(),
        random.nextBoolean() ? "" : text(),
        random.nextBoolean() ? "" : text(),
        any(Extra.Form.values()));
  }

  private String language() {
    return any("ar", "el-Grek", "eng-latn", "zh-Hant-x-a", "i-default", "und");
  }

  /** Never blank. */
  String text() {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(8);
    for (int i = 0; i < length; i++) {
      text.append(ODD.get(random.nextInt(ODD.size())));
    }
    return text.toString().isBlank() ? text.append('x').toString() : text.toString();
  }

  private <T> Optional<T> maybe(Supplier<T> supplier) {
    return random.nextBoolean() ? Optional.of(supplier.get()) : Optional.empty();
  }

  private <T> List<T> list(int largest, Supplier<T> supplier) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(largest + 1); i > 0; i--) {
      list.add(supplier.get());
    }
    return list;
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
