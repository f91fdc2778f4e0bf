package org.cairn.app.web.review;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.api.ByProgram;
import org.cairn.app.web.api.Tagged;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.Sight;
import org.cairn.heritage.review.Finding;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.ledger.RefusedException;
import org.cairn.register.AlertHit;
import org.cairn.register.AlertKey;
import org.cairn.register.AlertPage;
import org.cairn.register.AlertQuery;
import org.cairn.register.AlertRegister;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The queue and its alerts for programs, who are told of judgements what {@link Shown} tells. */
@Controller
final class AlertReads {
  private static final String PATH = ByProgram.ROOT + "/alerts";

  private final Reviews reviews;
  private final Readers readers;
  private final Clock clock;

  AlertReads(Reviews reviews, Readers readers, Clock clock) {
    this.reviews = reviews;
    this.readers = readers;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @Needs(Right.SEE_ALERTS)
  Answer queue(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "place", defaultValue = "") String place,
      @RequestParam(name = "after", defaultValue = "") String after)
      throws IOException, RefusedException {
    Optional<Reviewer> reviewer = Reviewer.of(frame.viewer());
    QueueFilter filter = QueueFilter.of(request, reviewer);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    AlertQuery query = filter.query(reviewer, today);
    AlertPage page =
        reviews
            .register()
            .page(
                place.isEmpty() ? query : query.withPlace(place),
                AlertKey.parse(after),
                QueueView.CARDS);
    Map<String, Reviews.Known> known =
        reviews.places(
            page.groups().stream().map(AlertPage.Group::place).toList(), Sight.of(frame.viewer()));
    ObjectNode queue = JsonNodeFactory.instance.objectNode();
    ArrayNode places = queue.putArray("places");
    for (AlertPage.Group group : page.groups()) {
      ObjectNode shown = places.addObject();
      place(shown.putObject("place"), group.place());
      ArrayNode names = shown.withObjectProperty("place").putArray("names");
      known
          .getOrDefault(group.place(), Reviews.Known.unknown(group.place()))
          .place()
          .names()
          .forEach(name -> {
            ObjectNode one = names.addObject().put("text", name.text());
            name.language().ifPresent(tag -> one.put("language", tag));
          });
      ArrayNode alerts = shown.putArray("alerts");
      group.alerts().forEach(hit -> alert(alerts.addObject(), hit));
      if (group.count() > group.alerts().size()) {
        shown.put(
            "next",
            address(
                filter,
                "place="
                    + encoded(group.place())
                    + "&after="
                    + encoded(group.alerts().getLast().key().text())));
      }
    }
    page.next()
        .filter(key -> place.isEmpty())
        .ifPresent(key -> queue.put("next", address(filter, "after=" + encoded(key.text()))));
    return Answer.json(queue);
  }

  private static String address(QueueFilter filter, String more) {
    return PATH + filter.address(more);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void place(ObjectNode place, String id) {
    place.put("id", id).put("href", ByProgram.ROOT + PlacePath.of(id));
  }

  /** Numbers of the watch alone. */
  private static void alert(ObjectNode alert, AlertHit hit) {
    alert.put("id", hit.alert()).put("href", PATH + "/" + AlertPath.segment(hit.alert()));
    alert.put("run", hit.run()).put("entry", hit.entry());
    hit.lastUnchanged().ifPresent(day -> alert.put("last_unchanged", day));
    hit.firstSeen().ifPresent(day -> alert.put("first_seen", day));
    hit.raised().ifPresent(day -> alert.put("raised", day));
    number(alert, "score", hit.score());
    number(alert, "expected_per_site_year", hit.expectedPerSiteYear());
    number(alert, "area_m2", hit.areaSquareMetres());
    hit.direction()
        .ifPresent(words -> {
          ArrayNode all = alert.putArray("direction");
          Stream.of(words.split(",")).map(String::strip).forEach(all::add);
        });
    hit.sensor().ifPresent(sensor -> alert.put("sensor", sensor));
  }

  private static void number(ObjectNode alert, String name, OptionalDouble value) {
    value.ifPresent(number -> alert.put(name, number));
  }

  @GetMapping(PATH + "/{alert}")
  @Needs(Right.SEE_ALERTS)
  Answer alert(Frame frame, @PathVariable("alert") String segment)
      throws IOException, RefusedException {
    AlertRegister register = reviews.register();
    AlertHit hit = ReviewPages.find(register, segment);
    Optional<Reviewer> reviewer = Reviewer.of(frame.viewer());
    Shown shown = Shown.to(reviewer, reviews.rule(), register.judgements(hit.alert()));
    if (reviewer.isEmpty() && !shown.judgements().isEmpty() && frame.viewer().isSignedIn()) {
      readers.note(frame.viewer().person().orElseThrow().id(), hit.alert());
    }
    ObjectNode alert = JsonNodeFactory.instance.objectNode();
    alert(alert, hit);
    alert.put("judge", ByProgram.ROOT + AlertPath.of(hit.alert()));
    place(alert.putObject("place"), hit.place());
    ArrayNode judgements = alert.putArray("judgements");
    shown.judgements().forEach(one -> judgement(judgements.addObject(), one));
    if (shown.finding().isPresent()) {
      Finding finding = shown.finding().get();
      alert
          .putObject("finding")
          .put("status", finding.status().code())
          .put("sentence", finding.sentence());
    }
    return new Tagged(newest(hit, shown), alert);
  }

  private static void judgement(ObjectNode judgement, RecordedJudgement one) {
    judgement.put("entry", one.entry());
    one.time().ifPresent(time -> judgement.put("time", time.toString()));
    judgement.put("person", one.person());
    one.judgement().author().name().ifPresent(name -> judgement.put("name", name));
    judgement.put("organisation", one.judgement().author().organisationName());
    judgement.put("verdict", one.judgement().verdict().code());
    one.judgement().reason().ifPresent(reason -> judgement.put("reason", reason));
    judgement.put("certainty", one.judgement().certainty().code());
    one.judgement().note().ifPresent(note -> judgement.put("note", note));
    judgement.put("after_reveal", one.judgement().afterReveal());
  }

  /** Nobody can tell from it that others have judged, before they may know. */
  private static long newest(AlertHit hit, Shown shown) {
    return shown.judgements().stream()
        .mapToLong(RecordedJudgement::entry)
        .reduce(hit.entry(), Math::max);
  }

  /** Of an alert, for conditions. */
  OptionalLong newest(Viewer viewer, String segment) throws IOException, RefusedException {
    AlertRegister register = reviews.register();
    Optional<String> id = AlertPath.parse(segment);
    Optional<AlertHit> hit = id.isPresent() ? register.find(id.get()) : Optional.empty();
    if (hit.isEmpty()) {
      return OptionalLong.empty();
    }
    List<RecordedJudgement> judgements = register.judgements(hit.get().alert());
    return OptionalLong.of(
        newest(hit.get(), Shown.to(Reviewer.of(viewer), reviews.rule(), judgements)));
  }
}
