package org.cairn.app.web.runs;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.run.Asked;
import org.cairn.app.run.RunFailure;
import org.cairn.app.run.RunHistory;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.ledger.RefusedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The room itself: what goes on, starting a run, and what became of all. */
@Controller
final class RunsPages {
  private static final int UNPROCESSABLE = 422;
  private static final int ON_A_PAGE = 20;
  private static final int LONGEST_NAME = 100;

  private final Runs runs;
  private final RunReading reading;
  private final Clock clock;

  RunsPages(Runs runs, RunReading reading, Clock clock) {
    this.runs = runs;
    this.reading = reading;
    this.clock = clock;
  }

  /**
   * @param reading whether the catalogues are still being read from the ledger
   * @param places that a run watches
   * @param detectable of the last run that says it
   * @param typed into the form for a run
   * @param wrong what is wrong with it, by field
   * @param said what has just been done
   * @param older address of the page with older runs
   */
  record View(
      Optional<RunReading.Shown> going,
      List<RunReading.Listed> catalogs,
      boolean reading,
      long places,
      Optional<RunHistory.Row> lastDone,
      List<RunReading.Shown> history,
      Optional<String> older,
      Map<String, String> typed,
      Map<String, String> wrong,
      String said,
      Instant now,
      boolean keeper) {
    View {
      catalogs = List.copyOf(catalogs);
      history = List.copyOf(history);
    }

    List<RunReading.Listed> used() {
      return catalogs.stream().filter(one -> !one.kept().retired()).toList();
    }

    String typed(String name, String otherwise) {
      return typed.getOrDefault(name, otherwise);
    }

    /** Where one run is told of. */
    String path(RunReading.Shown run) {
      return (keeper ? "/runs/" : "/runs/history/") + run.row().id();
    }
  }

  @GetMapping("/runs")
  @Needs(Right.ADMINISTER)
  Answer room(Frame frame, @RequestParam(name = "said", defaultValue = "") String said)
      throws IOException, RefusedException {
    return room(frame, 200, Map.of(), Map.of(), said);
  }

  private Answer room(
      Frame frame, int status, Map<String, String> typed, Map<String, String> wrong, String said)
      throws IOException, RefusedException {
    boolean read = runs.catalogsRead();
    List<RunHistory.Row> rows = runs.book().runs().list(Long.MAX_VALUE, ON_A_PAGE);
    View view =
        new View(
            reading.going(frame.viewer().isSignedIn()),
            reading.catalogs(),
            !read,
            reading.places(),
            runs.findLastDone(),
            reading.shown(rows, frame.viewer().isSignedIn()),
            older("/runs/history", rows).filter(path -> frame.viewer().may(Right.SEE_ALERTS)),
            typed,
            wrong,
            said.matches("started|cancelled|added|changed|retired") ? said : "",
            clock.instant(),
            true);
    return Answer.html(
        frame, status, (output, forms) -> JterunsGenerated.render(output, forms, frame, view));
  }

  private static Optional<String> older(String path, List<RunHistory.Row> rows) {
    return rows.size() < ON_A_PAGE
        ? Optional.empty()
        : Optional.of(path + "?before=" + rows.getLast().id());
  }

  @GetMapping("/runs/history")
  @Needs(Right.SEE_ALERTS)
  Answer history(Frame frame, @RequestParam(name = "before", defaultValue = "") String before)
      throws IOException, RefusedException {
    long last = before.matches("[0-9]{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
    List<RunHistory.Row> rows = runs.book().runs().list(last, ON_A_PAGE);
    View view =
        new View(
            last == Long.MAX_VALUE ? reading.going(frame.viewer().isSignedIn()) : Optional.empty(),
            List.of(),
            false,
            0,
            Optional.empty(),
            reading.shown(rows, frame.viewer().isSignedIn()),
            older("/runs/history", rows),
            Map.of(),
            Map.of(),
            "",
            clock.instant(),
            false);
    return Answer.html(
        frame, (output, forms) -> JtehistoryGenerated.render(output, forms, frame, view));
  }

  /**
   * One run.
   *
   * @param keeper whether the viewer keeps the watch, and may be told names of files
   */
  record One(RunReading.Shown run, boolean keeper, Instant now, String said) {}

  @GetMapping("/runs/{id}")
  @Needs(Right.ADMINISTER)
  Answer one(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "said", defaultValue = "") String said)
      throws IOException {
    return one(frame, id(id), true, said.equals("started") || said.equals("cancelled") ? said : "");
  }

  @GetMapping("/runs/history/{id}")
  @Needs(Right.SEE_ALERTS)
  Answer oneOfHistory(Frame frame, @PathVariable("id") String id) throws IOException {
    return one(frame, id(id), false, "");
  }

  private Answer one(Frame frame, long id, boolean keeper, String said) throws IOException {
    RunHistory.Row row = runs.book().runs().find(id).orElseThrow(NotFoundException::new);
    One view =
        new One(reading.shown(row, frame.viewer().isSignedIn()), keeper, clock.instant(), said);
    return Answer.html(
        frame, (output, forms) -> JterunGenerated.render(output, forms, frame, view));
  }

  @PostMapping("/runs/start")
  @Needs(Right.ADMINISTER)
  Answer start(
      Frame frame,
      @RequestParam(name = "catalog", defaultValue = "") String catalog,
      @RequestParam(name = "rate", defaultValue = "") String rate,
      @RequestParam(name = "also", defaultValue = "") String also,
      @RequestParam(name = "from", defaultValue = "") String from,
      @RequestParam(name = "until", defaultValue = "") String until,
      @RequestParam(name = "resume", defaultValue = "") String resume)
      throws IOException, RefusedException {
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("catalog", catalog);
    typed.put("rate", rate);
    typed.put("also", also);
    typed.put("from", from);
    typed.put("until", until);
    Map<String, String> wrong = new LinkedHashMap<>();
    Optional<Asked> asked = asked(typed, !resume.isEmpty(), Asked.LONGEST_HOURS, wrong);
    if (asked.isEmpty()) {
      return refused(frame, room(frame, UNPROCESSABLE, typed, wrong, ""), wrong);
    }
    try {
      long id =
          runs.keeper().start(catalog, asked.get(), frame.viewer().person().map(Viewer.Person::id));
      return Answer.see("/runs/" + id + "?said=started");
    } catch (RunFailure e) {
      wrong.put("catalog", e.code());
      return refused(frame, room(frame, UNPROCESSABLE, typed, wrong, ""), wrong);
    }
  }

  /** A page with what is wrong, which programs are told too. */
  static Answer refused(Frame frame, Answer page, Map<String, String> wrong) {
    Texts texts = frame.texts(RunsConfiguration.class);
    return new Answer.Refused(
        page,
        wrong.entrySet().stream()
            .map(each ->
                new Answer.Fault(each.getKey(), texts.text("runs.wrong." + each.getValue())))
            .toList());
  }

  /** Reads what is asked of runs; what is wrong goes to the map, as keys of texts. */
  static Optional<Asked> asked(
      Map<String, String> typed, boolean resume, int hours, Map<String, String> wrong) {
    Optional<LocalDate> from = day(typed, "from", wrong);
    Optional<LocalDate> until = day(typed, "until", wrong);
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      wrong.put("until", "until-before-from");
    }
    Optional<String> also =
        Optional.of(typed.getOrDefault("also", "").strip()).filter(text -> !text.isEmpty());
    if (also.filter(name -> name.length() > LONGEST_NAME || name.equalsIgnoreCase("ndvi"))
        .isPresent()) {
      wrong.put("also", "also");
    }
    double rate = rate(typed.getOrDefault("rate", ""));
    if (!(rate > 0) || rate > 100) {
      wrong.put("rate", "rate");
    }
    return wrong.isEmpty()
        ? Optional.of(new Asked(rate, also, from, until, resume, hours))
        : Optional.empty();
  }

  /** With a decimal comma too; 0 where it is no number. */
  private static double rate(String text) {
    String plain = text.strip().replace(',', '.');
    return plain.matches("[0-9]{1,4}(\\.[0-9]{1,6})?") ? Double.parseDouble(plain) : 0;
  }

  private static Optional<LocalDate> day(
      Map<String, String> typed, String name, Map<String, String> wrong) {
    String text = typed.getOrDefault(name, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException noDay) {
      wrong.put(name, "day");
      return Optional.empty();
    }
  }

  @PostMapping("/runs/{id}/cancel")
  @Needs(Right.ADMINISTER)
  Answer cancel(@PathVariable("id") String id) throws IOException {
    long run = id(id);
    if (runs.book().runs().find(run).isEmpty()) {
      throw new NotFoundException();
    }
    runs.keeper().cancel(run);
    return Answer.see("/runs/" + run + "?said=cancelled");
  }

  private static long id(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new NotFoundException();
    }
    return Long.parseLong(text);
  }
}
