package org.cairn.app.web.review;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.api.ByProgram;
import org.cairn.app.web.people.Signer;
import org.cairn.heritage.review.Judgement;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.ledger.RefusedException;
import org.cairn.register.AlertHit;
import org.cairn.register.AlertKey;
import org.cairn.register.AlertPage;
import org.cairn.register.AlertQuery;
import org.cairn.register.AlertRegister;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.JsonNodeFactory;

/** Saying what an alert shows. */
@Controller
final class JudgePages {
  static final int UNPROCESSABLE = 422;

  private final Reviews reviews;
  private final VerdictDrafts drafts;
  private final Readers readers;
  private final ReviewPages pages;
  private final Signer signer;
  private final Clock clock;

  JudgePages(
      Reviews reviews,
      VerdictDrafts drafts,
      Readers readers,
      ReviewPages pages,
      Signer signer,
      Clock clock) {
    this.reviews = reviews;
    this.drafts = drafts;
    this.readers = readers;
    this.pages = pages;
    this.signer = signer;
    this.clock = clock;
  }

  @PostMapping("/review/{alert}")
  @Needs(Right.JUDGE)
  Answer judge(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("alert") String segment,
      @RequestParam(name = "verdict", defaultValue = "") String verdict,
      @RequestParam(name = "cause", defaultValue = "") String cause,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      @RequestParam(name = "certainty", defaultValue = "") String certainty,
      @RequestParam(name = "note", defaultValue = "") String note,
      @RequestParam(name = "act", defaultValue = "sign") String act)
      throws IOException, RefusedException {
    Reviewer reviewer = Reviewer.of(frame.viewer()).orElseThrow(NotFoundException::new);
    QueueFilter filter = QueueFilter.of(request, Optional.of(reviewer));
    AlertRegister register = reviews.register();
    AlertHit hit = ReviewPages.find(register, segment);
    Filled filled = new Filled(verdict, cause, reason, certainty, note);
    if (act.equals("discard")) {
      drafts.discard(reviewer.person(), hit.alert());
      return Answer.see(AlertPath.of(hit.alert()) + filter.address());
    }
    boolean typed = !ByProgram.is(request);
    if (typed && !filled.isEmpty()) {
      // First of all: whatever goes wrong from here on, nothing typed is lost.
      drafts.keep(reviewer.person(), hit.alert(), filled);
    }
    if (act.equals("draft")) {
      return Answer.see(AlertPath.of(hit.alert()) + filter.address());
    }
    List<RecordedJudgement> before = register.judgements(hit.alert());
    Shown shown = Shown.to(Optional.of(reviewer), reviews.rule(), before);
    List<String> wrong = filled.wrong(shown.own().isPresent() && shown.hasOthers());
    if (!wrong.isEmpty()) {
      return again(frame, segment, filter, filled, wrong);
    }
    Judgement judgement;
    try {
      judgement =
          Reviews.judgement(
              reviewer, hit, filled, readers.hasRead(reviewer.person(), hit.alert()), before);
    } catch (IllegalArgumentException noSuchCode) {
      // A form that no page of ours has.
      return again(frame, segment, filter, filled, List.of("review.wrong.reason"));
    }
    return switch (signer.sign(frame, request, AlertRegister.draft(judgement))) {
      case Signer.Ask ask -> ask.answer();
      case Signer.Signed signed -> {
        try {
          AlertRegister.Judged judged = reviews.judge(register, signed.draft());
          if (typed) {
            drafts.discard(reviewer.person(), hit.alert());
          }
          yield after(register, reviewer, hit, filter, shown, judged);
        } catch (RefusedException seen) {
          if (!seen.code().equals("judgement-after-reveal")) {
            throw seen;
          }
          yield again(frame, segment, filter, filled, List.of("review.wrong.seen"));
        }
      }
    };
  }

  private Answer again(
      Frame frame, String segment, QueueFilter filter, Filled filled, List<String> wrong)
      throws IOException, RefusedException {
    Answer page =
        pages.page(
            frame,
            UNPROCESSABLE,
            new ReviewPages.Asked(segment, filter, "", "", Optional.of(filled), wrong, ""));
    Texts texts = frame.texts(ReviewPages.class);
    return new Answer.Refused(
        page, wrong.stream().map(key -> new Answer.Fault(field(key), texts.text(key))).toList());
  }

  /** That a text of what is wrong is about. */
  private static String field(String key) {
    String wrong = key.substring(key.lastIndexOf('.') + 1);
    return switch (wrong) {
      case "note-long" -> "note";
      case "seen" -> "";
      default -> wrong;
    };
  }

  /** On to the next alert; whoever said more of one stays there. */
  private Answer after(
      AlertRegister register,
      Reviewer reviewer,
      AlertHit hit,
      QueueFilter filter,
      Shown shown,
      AlertRegister.Judged judged)
      throws IOException, RefusedException {
    if (shown.own().isPresent()) {
      return Answer.see(AlertPath.of(hit.alert()) + filter.address());
    }
    Optional<AlertHit> next = next(register, filter.query(Optional.of(reviewer), today()), hit);
    return next.isPresent()
        ? Answer.see(
            AlertPath.of(next.get().alert())
                + filter.address("signed=" + judged.judgement().entry()))
        : Answer.see("/review" + filter.address("done=1"));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Of the same place first, then the next in the queue, then from its top. */
  private static Optional<AlertHit> next(AlertRegister register, AlertQuery query, AlertHit hit)
      throws IOException, RefusedException {
    Optional<AlertKey> here = Optional.of(hit.key());
    for (AlertPage page :
        List.of(
            register.page(query.withPlace(hit.place()), here, 1),
            register.page(query, here, 1),
            register.page(query, Optional.empty(), 1))) {
      Optional<AlertHit> first =
          page.groups().stream()
              .flatMap(group -> group.alerts().stream())
              .filter(one -> !one.alert().equals(hit.alert()))
              .findFirst();
      if (first.isPresent()) {
        return first;
      }
    }
    return Optional.empty();
  }

  /** What is being filled in, kept while it is. */
  @PostMapping("/review/{alert}/draft")
  @Needs(Right.JUDGE)
  Answer draft(
      Frame frame,
      @PathVariable("alert") String segment,
      @RequestParam(name = "verdict", defaultValue = "") String verdict,
      @RequestParam(name = "cause", defaultValue = "") String cause,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      @RequestParam(name = "certainty", defaultValue = "") String certainty,
      @RequestParam(name = "note", defaultValue = "") String note)
      throws IOException, RefusedException {
    Reviewer reviewer = Reviewer.of(frame.viewer()).orElseThrow(NotFoundException::new);
    AlertHit hit = ReviewPages.find(reviews.register(), segment);
    drafts.keep(
        reviewer.person(), hit.alert(), new Filled(verdict, cause, reason, certainty, note));
    return Answer.json(JsonNodeFactory.instance.objectNode().put("kept", true));
  }
}
