package org.cairn.app.web.place;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Right;
import org.cairn.app.web.map.LocatorMap;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.PlaceShape;
import org.cairn.app.web.map.ShownName;
import org.cairn.app.web.map.Sight;
import org.cairn.app.web.review.AlertPath;
import org.cairn.app.web.review.JudgedAlerts;
import org.cairn.heritage.place.KnownLocation;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.time.IsoDay;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.register.PlaceCard.CardName;
import org.cairn.register.WatchedPast;

/**
 * What the page of a place shows.
 *
 * @param watched empty for who may not see what the watch found
 * @param judged what came of its alerts, as far as the viewer is to know
 */
public record PlaceView(
    Frame frame,
    Sight sight,
    OpenPlace open,
    Optional<WatchView> watched,
    List<JudgedAlerts.Event> judged) {
  /** Of one kind; all of them are behind a link. */
  static final int MOST_LISTED = 12;

  private static final int MOST_NAMES_ABOVE = 6;
  private static final int MOST_EVENTS = 120;
  private static final int DAYS_OF_YEAR = 372;

  public PlaceView {
    judged = List.copyOf(judged);
  }

  public Texts texts() {
    return frame.texts(PlaceView.class);
  }

  public String id() {
    return open.whole().place().id();
  }

  public String path() {
    return PlacePath.of(id());
  }

  /** The dearest first; the place's id where it has none. */
  public List<ShownName> names() {
    List<CardName> names =
        open.whole().place().names().stream()
            .limit(400)
            .map(name -> new CardName(excerpt(name), name.language()))
            .toList();
    return ShownName.sorted(names, sight.languages(), id());
  }

  private static String excerpt(Name name) {
    String text = name.text();
    int most = 200;
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
  }

  public List<ShownName> otherNames() {
    return names().stream().skip(1).limit(MOST_NAMES_ABOVE).toList();
  }

  public String types() {
    return texts()
        .join(
            open.whole().place().types().stream()
                .filter(type -> type.facet() == PlaceType.Facet.TYPE)
                .map(type -> Texts.clean(StatementView.shown(type.term())))
                .distinct()
                .limit(4)
                .toList());
  }

  // ---- what is said

  /**
   * Statements of one kind.
   *
   * @param all how many there are
   * @param more the address of all of them; empty where they are all here
   */
  public record Section(
      String key, String title, int all, List<StatementView> shown, String more) {}

  public List<Section> sections() {
    Map<StatementKind, List<OpenPlace.Told>> kinds = new EnumMap<>(StatementKind.class);
    for (OpenPlace.Told told : open.statements()) {
      kinds.computeIfAbsent(told.statement().kind(), kind -> new ArrayList<>()).add(told);
    }
    List<Section> sections = new ArrayList<>();
    kinds.forEach((kind, told) -> {
      List<StatementView> shown =
          told.stream()
              .limit(MOST_LISTED)
              .map(one -> StatementView.of(one, texts(), false, sight.claims()))
              .toList();
      sections.add(
          new Section(
              kind.member(),
              texts().text("place.kind." + kind.member()),
              told.size(),
              shown,
              told.size() > MOST_LISTED ? path() + "/statements/" + kind.member() : ""));
    });
    return sections;
  }

  public int extras() {
    return open.extra().size();
  }

  /** The address of a statement with its whole text. */
  public String statementPath(StatementView statement) {
    return path() + "/statements/" + statement.position();
  }

  // ---- where it is

  /** What is to be said of where it is, in a sentence; empty where geometries say it. */
  public String whereabouts() {
    Sensitivity sensitivity = open.whole().place().sensitivity();
    String key = "place.where." + sensitivity.level().code();
    return switch (sensitivity.level()) {
      case PUBLIC ->
          open.whole().place().geometries().isEmpty() ? texts().text("place.where.none") : "";
      case GENERALISED ->
          texts()
              .text(
                  key + (sight.exact() ? ".exact" : ""), texts().length(sensitivity.cellMetres()));
      case WITHHELD -> texts().text(key + (sight.exact() ? ".exact" : ""));
    };
  }

  /** Empty where nobody may know, or nobody says. */
  public Optional<LocatorMap> locator() {
    LocatorMap.Drawing drawing = new LocatorMap.Drawing();
    String name = names().getFirst().text();
    return switch (KnownLocation.of(open.whole().place(), sight.exact())) {
      case KnownLocation.Exact at ->
          Optional.of(drawing.place(at.lon(), at.lat(), name, "").draw());
      case KnownLocation.Within within -> Optional.of(drawing.cell(within.cell(), name).draw());
      case KnownLocation.Withheld none -> Optional.empty();
      case KnownLocation.Unsaid none -> Optional.empty();
    };
  }

  /** The outlines that sources give, drawn; empty where none may be seen. */
  public Optional<PlaceShape> shape() {
    return PlaceShape.of(
        open.statements().stream()
            .map(OpenPlace.Told::statement)
            .filter(PlaceGeometry.class::isInstance)
            .map(said -> ((PlaceGeometry) said).geometry())
            .toList());
  }

  public String shapeSize(PlaceShape shape) {
    return texts().text("place.shape", texts().length(shape.metres()));
  }

  /** The address of the map around it; empty where it is not placed. */
  public String mapPath() {
    return KnownLocation.of(open.whole().place(), sight.exact())
        .shown()
        .map(at ->
            String.format(
                Locale.ROOT,
                "/places?view=map&box=%.3f,%.3f,%.3f,%.3f",
                Math.max(-180, at.x - 0.05),
                Math.max(-90, at.y - 0.05),
                Math.min(180, at.x + 0.05),
                Math.min(90, at.y + 0.05)))
        .orElse("");
  }

  // ---- in time

  /**
   * Something that happened or held.
   *
   * @param key of the kind: a member of a description, {@code alert}, {@code coverage}
   * @param when in words
   * @param entry of the ledger behind it
   * @param path of a page about it; empty for none
   */
  public record Event(
      String key,
      String kind,
      String when,
      String text,
      String language,
      long entry,
      String path) {}

  private record Dated(long day, Event event) {}

  /** What has a date, the latest first. */
  public List<Event> timeline() {
    List<Dated> dated = new ArrayList<>();
    for (OpenPlace.Told told : open.statements()) {
      StatementView view = null;
      for (TimeSpan span : told.statement().attribution().times()) {
        Optional<IsoDay> day = span.possible().earliest().or(() -> span.possible().latest());
        if (day.isPresent()) {
          view = view == null ? StatementView.of(told, texts(), false, sight.claims()) : view;
          String kind = told.statement().kind().member();
          dated.add(
              new Dated(
                  number(day.get()),
                  new Event(
                      kind,
                      texts().text("place.kind." + kind),
                      Texts.clean(StatementView.time(span, texts())),
                      view.text(),
                      view.language(),
                      view.entry(),
                      "")));
        }
      }
    }
    watched.ifPresent(watch -> {
      for (WatchedPast.Raised alert : watch.past().alerts()) {
        alert
            .firstSeen()
            .map(LocalDate::parse)
            .ifPresent(day ->
                dated.add(
                    new Dated(
                        number(IsoDay.of(day)),
                        new Event(
                            "alert",
                            texts().text("place.event.alert"),
                            watch.between(alert),
                            watch.changed(alert),
                            "",
                            alert.entry(),
                            alertPath(alert.alert())))));
      }
      for (WatchedPast.Span span : watch.past().spans()) {
        span.until()
            .map(LocalDate::parse)
            .ifPresent(day ->
                dated.add(
                    new Dated(
                        number(IsoDay.of(day)),
                        new Event(
                            "coverage",
                            texts().text("place.event.coverage"),
                            watch.period(span),
                            watch.looks(span),
                            "",
                            span.entry(),
                            ""))));
      }
    });
    judged.forEach(event -> dated.add(judged(event)));
    return dated.stream()
        .sorted(
            Comparator.comparingLong(Dated::day)
                .thenComparingLong(each -> each.event().entry())
                .reversed())
        .limit(MOST_EVENTS)
        .map(Dated::event)
        .toList();
  }

  /** Judgements and findings are told apart from each other, and each kind of finding too. */
  private Dated judged(JudgedAlerts.Event event) {
    boolean finding = !event.status().isEmpty();
    LocalDate day = LocalDate.ofInstant(event.time(), ZoneOffset.UTC);
    return new Dated(
        number(IsoDay.of(day)),
        new Event(
            finding ? "finding-" + event.status() : "judgement",
            texts().text(finding ? "place.event.finding" : "place.event.judgement"),
            texts().shortDate(day),
            event.text(),
            "",
            event.entry(),
            alertPath(event.alert())));
  }

  private String alertPath(String alert) {
    return frame.viewer().may(Right.SEE_ALERTS) ? AlertPath.of(alert) : "";
  }

  private static long number(IsoDay day) {
    return day.year() * DAYS_OF_YEAR + day.month() * 31L + day.day();
  }

  // ---- what can be done

  public boolean mayAdd() {
    return frame.viewer().may(Right.CONTRIBUTE) && frame.viewer().isSignedIn();
  }

  public List<String> additions() {
    return AddForm.KINDS;
  }

  public long entry() {
    return open.whole().entry();
  }

  public String time() {
    return open.whole().time().orElse("");
  }
}
