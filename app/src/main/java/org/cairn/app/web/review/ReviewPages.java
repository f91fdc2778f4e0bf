package org.cairn.app.web.review;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.map.Sight;
import org.cairn.heritage.review.Finding;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.ledger.RefusedException;
import org.cairn.register.AlertHit;
import org.cairn.register.AlertKey;
import org.cairn.register.AlertPage;
import org.cairn.register.AlertRegister;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The queue, and the page of an alert. */
@Controller
final class ReviewPages {
  /** Pages beside those of alerts. */
  static final Set<String> RESERVED = Set.of("agreement", "quiet");

  private final Reviews reviews;
  private final VerdictDrafts drafts;
  private final Claims claims;
  private final Readers readers;
  private final Silences silences;
  private final org.cairn.app.web.people.People people;
  private final Clock clock;

  ReviewPages(
      Reviews reviews,
      VerdictDrafts drafts,
      Claims claims,
      Readers readers,
      Silences silences,
      org.cairn.app.web.people.People people,
      Clock clock) {
    this.reviews = reviews;
    this.drafts = drafts;
    this.claims = claims;
    this.readers = readers;
    this.silences = silences;
    this.people = people;
    this.clock = clock;
  }

  @GetMapping("/review")
  @Needs(Right.SEE_ALERTS)
  Answer queue(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "after", defaultValue = "") String after,
      @RequestParam(name = "done", defaultValue = "") String done)
      throws IOException, RefusedException {
    Optional<Reviewer> reviewer = Reviewer.of(frame.viewer());
    QueueFilter filter = QueueFilter.of(request, reviewer);
    AlertRegister register = reviews.register();
    Texts texts = frame.texts(ReviewPages.class);
    QueueView queue =
        queue(register, filter, reviewer, AlertKey.parse(after), frame, Optional.empty());
    Map<Finding.Status, Long> counts =
        register.counts(filter.query(reviewer, today()).withStatuses(Set.of()));
    long found =
        filter.status().isPresent()
            ? counts.getOrDefault(filter.status().get(), 0L)
            : counts.values().stream().mapToLong(Long::longValue).sum();
    SilenceView silence = new SilenceView(silences.now(), texts);
    return Answer.html(
        frame,
        (output, forms) ->
            JtequeueGenerated.render(
                output,
                forms,
                frame,
                texts,
                queue,
                found,
                reviewer.isPresent(),
                silence,
                !done.isEmpty()));
  }

  private QueueView queue(
      AlertRegister register,
      QueueFilter filter,
      Optional<Reviewer> reviewer,
      Optional<AlertKey> after,
      Frame frame,
      Optional<String> current)
      throws IOException, RefusedException {
    AlertPage page = register.page(filter.query(reviewer, today()), after, QueueView.CARDS);
    Map<String, Reviews.Known> places =
        reviews.places(
            page.groups().stream().map(AlertPage.Group::place).toList(), Sight.of(frame.viewer()));
    return new QueueView(page, places, filter, frame.texts(ReviewPages.class), current);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
  }

  @GetMapping("/review/{alert}")
  @Needs(Right.SEE_ALERTS)
  Answer alert(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("alert") String segment,
      @RequestParam(name = "left", defaultValue = "") String left,
      @RequestParam(name = "right", defaultValue = "") String right,
      @RequestParam(name = "signed", defaultValue = "") String signed)
      throws IOException, RefusedException {
    Optional<Reviewer> reviewer = Reviewer.of(frame.viewer());
    QueueFilter filter = QueueFilter.of(request, reviewer);
    return page(
        frame,
        HttpServletResponse.SC_OK,
        new Asked(segment, filter, left, right, Optional.empty(), List.of(), signed));
  }

  /**
   * What of an alert's page was asked for.
   *
   * @param filled of a form that was sent and could not be signed
   * @param wrong why, as keys of texts
   * @param signed entry of what was just signed, on another alert; may be anything
   */
  record Asked(
      String segment,
      QueueFilter filter,
      String left,
      String right,
      Optional<Filled> filled,
      List<String> wrong,
      String signed) {}

  Answer page(Frame frame, int status, Asked asked) throws IOException, RefusedException {
    Optional<Reviewer> reviewer = Reviewer.of(frame.viewer());
    AlertRegister register = reviews.register();
    AlertHit hit = find(register, asked.segment());
    Texts texts = frame.texts(ReviewPages.class);
    List<RecordedJudgement> judgements = register.judgements(hit.alert());
    Shown shown = Shown.to(reviewer, reviews.rule(), judgements);
    if (reviewer.isEmpty() && !shown.judgements().isEmpty() && frame.viewer().isSignedIn()) {
      readers.note(frame.viewer().person().orElseThrow().id(), hit.alert());
    }
    CardView card =
        CardView.of(
            reviews.open(register, hit, Sight.of(frame.viewer())),
            asked.filter(),
            texts,
            reviews.blobs(),
            asked.left(),
            asked.right());
    QueueView queue =
        queue(
            register, asked.filter(), reviewer, Optional.empty(), frame, Optional.of(hit.alert()));
    JudgeView judge = judge(hit, shown, reviewer, asked, texts);
    return Answer.html(
        frame,
        status,
        (output, forms) ->
            JtealertGenerated.render(
                output,
                forms,
                frame,
                texts,
                card,
                queue,
                judge,
                asked.signed().matches("\\d{1,18}") ? asked.signed() : ""));
  }

  private JudgeView judge(
      AlertHit hit, Shown shown, Optional<Reviewer> reviewer, Asked asked, Texts texts)
      throws IOException {
    Optional<Filled> draft =
        reviewer.isPresent() ? drafts.find(reviewer.get().person(), hit.alert()) : Optional.empty();
    Filled filled =
        asked
            .filled()
            .or(() -> draft)
            .or(() -> shown.own().map(own -> Filled.of(own.judgement())))
            .orElse(Filled.EMPTY);
    String claim =
        reviewer.isPresent() && shown.own().isEmpty() ? claim(hit, reviewer.get(), texts) : "";
    return new JudgeView(
        shown,
        reviews.rule(),
        texts,
        reviewer,
        filled,
        asked.filled().isEmpty() && draft.isPresent(),
        asked.wrong(),
        claim);
  }

  private String claim(AlertHit hit, Reviewer reviewer, Texts texts) throws IOException {
    Claims.Claim claim = claims.take(hit.alert(), reviewer.organisation(), reviewer.person());
    return claim.person().equals(reviewer.person())
        ? ""
        : texts.text(
            "review.claimed",
            texts.isolate(
                people.findName(claim.person()).orElseGet(() -> texts.text("review.unnamed"))),
            texts.instant(claim.until()));
  }

  /**
   * @throws NotFoundException where there is none
   */
  static AlertHit find(AlertRegister register, String segment)
      throws IOException, RefusedException {
    Optional<String> id = AlertPath.parse(segment);
    return id.isEmpty()
        ? Optional.<AlertHit>empty().orElseThrow(NotFoundException::new)
        : register.find(id.get()).orElseThrow(NotFoundException::new);
  }
}
