package org.cairn.app.web.assess;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Authorship;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Drafts;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.SentForm;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.api.ByProgram;
import org.cairn.app.web.assess.AssessmentReading.Canvas;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.PlaceTitle;
import org.cairn.app.web.map.ShownName;
import org.cairn.app.web.people.Signer;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.UseChange;
import org.cairn.heritage.review.Author;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Contributed;
import org.cairn.register.ContributionRecords;
import org.cairn.register.Draft;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The form. Whatever its buttons do, everything typed is kept as the person's draft first and the
 * form asked for again: reloading, going back and an ended session lose nothing.
 */
@Controller
final class AssessPages {
  /** Fields of the form that are no part of what is said. */
  private static final List<String> OWN = List.of("_csrf", "do", "correct");

  private final Registers registers;
  private final Desk desk;
  private final Drafts drafts;
  private final Signer signer;
  private final Grounds grounds;
  private final Clock clock;

  AssessPages(
      Registers registers, Desk desk, Drafts drafts, Signer signer, Grounds grounds, Clock clock) {
    this.grounds = grounds;
    this.registers = registers;
    this.desk = desk;
    this.drafts = drafts;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * What the form shows.
   *
   * @param path of the place's page
   * @param correct entry that is corrected, or empty
   * @param keep name of the browser's own copy
   * @param kept whether it stands on the server as a draft
   * @param wrong nothing before it was sent
   * @param ground the picture that can be drawn on; empty where there is none
   */
  record View(
      ShownName place,
      String path,
      String correct,
      String keep,
      boolean kept,
      Fields fields,
      List<Wrong> wrong,
      Optional<PictureGround> ground) {
    View {
      wrong = List.copyOf(wrong);
    }

    Optional<Wrong> wrong(String field) {
      return wrong.stream().filter(each -> each.field().equals(field)).findFirst();
    }
  }

  @GetMapping("/places/{place}/assess")
  @Needs(Right.ASSESS)
  Answer form(
      Frame frame,
      @PathVariable("place") String segment,
      @RequestParam(name = "correct", defaultValue = "") String correct,
      @RequestParam(name = "check", defaultValue = "") String check)
      throws IOException, RefusedException {
    PlaceHistory history = history(segment);
    Author author = author(frame);
    String place = history.described().place().id();
    Optional<Map<String, List<String>>> draft = drafts.find(author.person(), name(place, correct));
    Fields fields;
    if (draft.isPresent()) {
      fields = Fields.of(draft.get());
    } else {
      fields = begin(frame, history, correct, author).with("seen", Long.toString(history.entry()));
    }
    Canvas canvas = canvas(frame, history, fields);
    List<Wrong> wrong =
        check.isEmpty()
            ? List.of()
            : AssessmentReading.read(fields, author.organisationName(), canvas).wrong();
    View view =
        new View(
            PlaceTitle.of(history.place(), frame.viewer().languages()),
            PlacePath.of(place),
            correct,
            name(place, correct),
            draft.isPresent(),
            fields,
            wrong,
            canvas.ground());
    return Answer.html(
        frame, (output, forms) -> JteformGenerated.render(output, forms, frame, view));
  }

  /** What can be drawn on; what an earlier version has and its author may not see is kept. */
  private Canvas canvas(Frame frame, PlaceHistory history, Fields fields)
      throws IOException, RefusedException {
    PlaceDescription place = history.described().place();
    if (Grounds.maySee(frame, place)) {
      return new Canvas(grounds.find(frame, place, fields.text(DrawnReading.ON)), Optional.empty());
    }
    String replaced = fields.text(AssessmentFilling.REPLACES);
    return new Canvas(
        Optional.empty(),
        Assessed.list(history).stream()
            .filter(each -> each.key().equals(replaced))
            .findFirst()
            .flatMap(Assessed::statement)
            .flatMap(said ->
                said instanceof ConditionAssessment condition
                    ? condition.drawn()
                    : Optional.empty()));
  }

  private Fields begin(Frame frame, PlaceHistory history, String correct, Author author) {
    if (correct.isEmpty()) {
      String today = LocalDate.now(clock).toString();
      return AssessmentFilling.empty(today, author.name().orElse(""), author.organisationName());
    }
    Assessed earlier = correctable(frame, history, correct);
    return switch (earlier.statement().orElseThrow(NotFoundException::new)) {
      case ConditionAssessment said ->
          AssessmentFilling.of(
              Grounds.maySee(frame, history.described().place())
                  ? said
                  : said.withDrawn(Optional.empty()),
              earlier.entry());
      case UseChange said -> AssessmentFilling.of(said, earlier.entry());
      default -> throw new NotFoundException();
    };
  }

  static Assessed correctable(Frame frame, PlaceHistory history, String key) {
    String organisation =
        frame
            .viewer()
            .organisation()
            .map(Viewer.Organisation::id)
            .orElseThrow(NotFoundException::new);
    return Assessed.list(history).stream()
        .filter(each -> each.key().equals(key) && each.isCorrectableBy(organisation))
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  @PostMapping("/places/{place}/assess")
  @Needs(Right.ASSESS)
  Answer send(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("place") String segment,
      @RequestParam(name = "do", defaultValue = "keep") String button,
      @RequestParam(name = "correct", defaultValue = "") String correct)
      throws IOException, RefusedException {
    PlaceHistory history = history(segment);
    Author author = author(frame);
    String place = history.described().place().id();
    String name = name(place, correct);
    if (button.equals("discard")) {
      drafts.drop(author.person(), name);
      return Answer.see(PlacePath.of(place) + "/assessments?dropped=" + encoded(name));
    }
    Fields fields = typed(request);
    String again =
        PlacePath.of(place)
            + "/assess"
            + (correct.isEmpty() ? "?" : "?correct=" + encoded(correct) + "&");
    String[] what = button.split(":", 2);
    String part = what.length == 2 ? what[1] : "";
    switch (what[0]) {
      case "add" -> {
        again += "kept=1#" + encoded(fields.nextPart(part));
        fields = fields.withOneMore(part);
        if (part.equals(Fields.DISTURBANCE)) {
          fields = fields.withOneMore(fields.parts(part).getLast() + "." + Fields.EFFECT);
        }
      }
      case "remove" -> {
        fields = fields.without(part);
        again += "kept=1#" + part.replaceAll("[0-9]+$", "").replaceAll("[^a-z0-9]", "") + "-add";
      }
      case "submit" -> again += "check=1#wrong";
      default -> again += "kept=1";
    }
    boolean fromForm = !ByProgram.is(request);
    if (fromForm) {
      drafts.keep(author.person(), name, fields.lists());
    }
    if (button.equals("auto")) {
      return Answer.json(JsonNodeFactory.instance.objectNode().put("kept", true));
    }
    if (!button.equals("submit")) {
      return Answer.see(again);
    }
    AssessmentReading.Read read =
        AssessmentReading.read(fields, author.organisationName(), canvas(frame, history, fields));
    if (!read.wrong().isEmpty()) {
      Texts texts = frame.texts(AssessPages.class);
      return fromForm
          ? Answer.see(again)
          : new Answer.Refused(
              Answer.see(again),
              read.wrong().stream()
                  .map(each ->
                      new Answer.Fault(
                          each.field(), texts.text(each.key(), each.arguments().toArray())))
                  .toList());
    }
    return sign(frame, request, place, fields, read.said(), name);
  }

  /** One signature covers all that the form says. */
  private Answer sign(
      Frame frame,
      HttpServletRequest request,
      String place,
      Fields fields,
      List<AssessmentReading.Said> said,
      String name)
      throws IOException, RefusedException {
    Author author = author(frame);
    List<Draft> contributions =
        said.stream()
            .map(each -> {
              Contribution one = Contribution.of(place, author, each.statement());
              return ContributionRecords.draft(each.replaces().map(one::withReplaces).orElse(one));
            })
            .toList();
    return switch (signer.sign(frame, request, contributions)) {
      case Signer.Ask ask -> ask.answer();
      case Signer.Signed signed -> {
        Answer done = add(place, fields, signed.drafts(), name);
        if (!ByProgram.is(request)) {
          drafts.drop(author.person(), name);
        }
        yield done;
      }
    };
  }

  private Answer add(String place, Fields fields, List<Draft> signed, String name)
      throws IOException, RefusedException {
    Map<String, Long> seen =
        fields.text("seen").matches("[0-9]{1,18}")
            ? Map.of(place, Long.valueOf(fields.text("seen")))
            : Map.of();
    List<Contributed> added =
        desk.write(writer -> registers.read(register -> register.contribute(writer, signed, seen)));
    boolean newer = added.stream().anyMatch(each -> each.newer().isPresent());
    return Answer.see(
        PlacePath.of(place)
            + "/assessments?added="
            + added.getFirst().entry()
            + "&dropped="
            + encoded(name)
            + (newer ? "&newer=1" : "")
            + "#a"
            + added.getFirst().entry());
  }

  private static Fields typed(HttpServletRequest request) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach((field, values) -> {
          if (!OWN.contains(field) && !SentForm.SIGNING.contains(field)) {
            all.put(field, Arrays.asList(values));
          }
        });
    return Fields.of(all);
  }

  private PlaceHistory history(String segment) throws IOException, RefusedException {
    return registers
        .read(register -> register.findContributions(PlacePath.parse(segment)))
        .orElseThrow(NotFoundException::new);
  }

  private static Author author(Frame frame) {
    return Authorship.of(frame.viewer()).orElseThrow(NotFoundException::new);
  }

  /** Of the draft, and of the browser's own copy. */
  private static String name(String place, String correct) {
    return "assess:" + place + (correct.isEmpty() ? "" : ":" + correct);
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
