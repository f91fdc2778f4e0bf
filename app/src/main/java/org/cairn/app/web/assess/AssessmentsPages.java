package org.cairn.app.web.assess;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Authorship;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.PlaceTitle;
import org.cairn.app.web.map.ShownName;
import org.cairn.app.web.people.Signer;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.review.Author;
import org.cairn.ledger.RefusedException;
import org.cairn.register.ContributionRecords;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All assessments of a place, with what was corrected, and two of them side by side. */
@Controller
final class AssessmentsPages {
  private final Registers registers;
  private final Desk desk;
  private final Signer signer;
  private final Grounds grounds;

  AssessmentsPages(Registers registers, Desk desk, Signer signer, Grounds grounds) {
    this.grounds = grounds;
    this.registers = registers;
    this.desk = desk;
    this.signer = signer;
  }

  /**
   * One as the list shows it.
   *
   * @param correctable whether the viewer may correct it or take it back
   * @param drawn the extent that was drawn; empty where there is none
   */
  record Shown(
      Assessed assessed, List<Aspect> aspects, boolean correctable, Optional<DrawnView> drawn) {
    Shown {
      aspects = List.copyOf(aspects.stream().filter(each -> !each.values().isEmpty()).toList());
    }
  }

  /**
   * @param id of the place
   * @param path of the place's page
   * @param conditions the newest first
   * @param useChanges likewise
   * @param added entry that was just added, or empty
   * @param dropped name of the browser's copy that has done its work, or empty
   * @param newer whether somebody else added something in the meantime
   * @param mayAssess whether the viewer may add one
   */
  record View(
      ShownName place,
      String id,
      String path,
      List<Shown> conditions,
      List<Shown> useChanges,
      String added,
      String dropped,
      boolean newer,
      boolean mayAssess) {
    View {
      conditions = List.copyOf(conditions);
      useChanges = List.copyOf(useChanges);
    }
  }

  @GetMapping("/places/{place}/assessments")
  @Needs(Right.SEE_PLACES)
  Answer list(
      Frame frame,
      @PathVariable("place") String segment,
      @RequestParam(name = "added", defaultValue = "") String added,
      @RequestParam(name = "dropped", defaultValue = "") String dropped,
      @RequestParam(name = "newer", defaultValue = "") String newer)
      throws IOException, RefusedException {
    if (!frame.viewer().isSignedIn()) {
      return signInFirst(frame);
    }
    PlaceHistory history = history(segment);
    Texts texts = frame.texts(AssessPages.class);
    boolean mayAssess = frame.viewer().may(Right.ASSESS);
    String organisation = frame.viewer().organisation().map(Viewer.Organisation::id).orElse("");
    PlaceDescription place = history.described().place();
    Map<Boolean, List<Shown>> all = Map.of(true, new ArrayList<>(), false, new ArrayList<>());
    for (Assessed each : Assessed.list(history)) {
      Shown shown =
          new Shown(
              each,
              each.statement().map(said -> Aspect.of(said, texts)).orElse(List.of()),
              mayAssess && each.isCorrectableBy(organisation),
              DrawnView.of(each, frame, place, grounds));
      all.getOrDefault(each.kind() == StatementKind.CONDITION, List.of()).add(shown);
    }
    View view =
        new View(
            PlaceTitle.of(history.place(), frame.viewer().languages()),
            history.described().place().id(),
            PlacePath.of(history.described().place().id()),
            all.getOrDefault(true, List.of()),
            all.getOrDefault(false, List.of()),
            added,
            dropped,
            !newer.isEmpty(),
            mayAssess);
    return Answer.html(
        frame, (output, forms) -> JtelistGenerated.render(output, forms, frame, view));
  }

  /**
   * @param path of the place's page
   * @param choices assessments that can be compared, the newest first
   * @param comparison empty until two are chosen
   */
  record Choice(
      ShownName place, String path, List<Assessed> choices, Optional<Comparison> comparison) {
    Choice {
      choices = List.copyOf(choices);
    }
  }

  @GetMapping("/places/{place}/assessments/compare")
  @Needs(Right.SEE_PLACES)
  Answer compare(
      Frame frame,
      @PathVariable("place") String segment,
      @RequestParam(name = "a", defaultValue = "") String first,
      @RequestParam(name = "b", defaultValue = "") String second)
      throws IOException, RefusedException {
    if (!frame.viewer().isSignedIn()) {
      return signInFirst(frame);
    }
    PlaceHistory history = history(segment);
    List<Assessed> choices =
        Assessed.list(history).stream()
            .filter(each -> each.kind() == StatementKind.CONDITION && each.statement().isPresent())
            .toList();
    Optional<Assessed> left = find(choices, first, 1);
    Optional<Assessed> right = find(choices, second, 0);
    Texts texts = frame.texts(AssessPages.class);
    Optional<Comparison> comparison =
        left.flatMap(one -> right.map(other -> Comparison.of(one, other, texts)));
    Choice choice =
        new Choice(
            PlaceTitle.of(history.place(), frame.viewer().languages()),
            PlacePath.of(history.described().place().id()),
            choices,
            comparison);
    return Answer.html(
        frame, (output, forms) -> JtecompareGenerated.render(output, forms, frame, choice));
  }

  /** The one that was asked for; where none was, the two newest are compared. */
  private static Optional<Assessed> find(List<Assessed> choices, String key, int otherwise) {
    if (key.isEmpty()) {
      return choices.size() > 1 ? Optional.of(choices.get(otherwise)) : Optional.empty();
    }
    return Optional.of(
        choices.stream()
            .filter(each -> each.key().equals(key))
            .findFirst()
            .orElseThrow(NotFoundException::new));
  }

  @PostMapping("/places/{place}/assessments/{entry}/take-back")
  @Needs(Right.ASSESS)
  Answer takeBack(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("place") String segment,
      @PathVariable("entry") long entry)
      throws IOException, RefusedException {
    PlaceHistory history = history(segment);
    Author author = Authorship.of(frame.viewer()).orElseThrow(NotFoundException::new);
    Assessed earlier = AssessPages.correctable(frame, history, Long.toString(entry));
    String place = history.described().place().id();
    Contribution taking = Contribution.takingBack(place, author, earlier.entry());
    return switch (signer.sign(frame, request, ContributionRecords.draft(taking))) {
      case Signer.Ask ask -> ask.answer();
      case Signer.Signed signed -> {
        desk.write(writer ->
            registers.read(register -> register.contribute(writer, signed.drafts(), Map.of())));
        yield Answer.see(PlacePath.of(place) + "/assessments#a" + entry);
      }
    };
  }

  private PlaceHistory history(String segment) throws IOException, RefusedException {
    return registers
        .read(register -> register.findContributions(PlacePath.parse(segment)))
        .orElseThrow(NotFoundException::new);
  }

  /** Assessments name persons: they are for whoever has an account. */
  private static Answer signInFirst(Frame frame) {
    return Answer.see("/sign-in?next=" + URLEncoder.encode(frame.path(), StandardCharsets.UTF_8));
  }
}
