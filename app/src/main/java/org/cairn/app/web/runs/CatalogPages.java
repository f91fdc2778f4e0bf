package org.cairn.app.web.runs;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.run.Asked;
import org.cairn.app.run.CatalogBook;
import org.cairn.app.run.CatalogTrials;
import org.cairn.app.run.ScheduleBook;
import org.cairn.app.run.Secrets;
import org.cairn.app.run.Timetable;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Authorship;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.people.Signer;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Draft;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Catalogues: added, changed, tried, scheduled, retired, and what their hosts are told. */
@Controller
final class CatalogPages {
  private static final int UNPROCESSABLE = 422;
  private static final int MOST_HOURS = 24 * 14;

  private final Runs runs;
  private final RunReading reading;
  private final CatalogForm form;
  private final Signer signer;
  private final Desk desk;
  private final Clock clock;

  CatalogPages(
      Runs runs, RunReading reading, CatalogForm form, Signer signer, Desk desk, Clock clock) {
    this.runs = runs;
    this.reading = reading;
    this.form = form;
    this.signer = signer;
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * @param kept empty for one that is to be added
   * @param typed into the form that was not taken
   * @param wrong what is wrong with it, by field
   */
  record View(
      Optional<CatalogBook.Kept> kept,
      Optional<CatalogTrials.Trial> trial,
      List<Secrets.Kept> secrets,
      Optional<ScheduleBook.Schedule> schedule,
      long places,
      List<String> zones,
      Map<String, String> typed,
      Map<String, String> wrong,
      String said) {
    View {
      secrets = List.copyOf(secrets);
      zones = List.copyOf(zones);
    }

    String name() {
      return kept.map(one -> one.catalog().name()).orElse("");
    }

    String typed(String name, String otherwise) {
      return typed.getOrDefault(name, otherwise);
    }

    boolean isTrying() {
      return trial.filter(CatalogTrials.Trial.Going.class::isInstance).isPresent();
    }
  }

  static String path(String name, String said) {
    return "/runs/catalog?name="
        + URLEncoder.encode(name, StandardCharsets.UTF_8)
        + (said.isEmpty() ? "" : "&said=" + said);
  }

  @GetMapping("/runs/catalog/new")
  @Needs(Right.ADMINISTER)
  Answer fresh(Frame frame) {
    return adding(frame, 200, Map.of(), Map.of());
  }

  private Answer adding(
      Frame frame, int status, Map<String, String> typed, Map<String, String> wrong) {
    View view =
        new View(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            0,
            List.of(),
            typed,
            wrong,
            "");
    return Answer.html(
        frame,
        status,
        (output, forms) -> JtenewCatalogGenerated.render(output, forms, frame, view));
  }

  @GetMapping("/runs/catalog")
  @Needs(Right.ADMINISTER)
  Answer one(
      Frame frame,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "said", defaultValue = "") String said)
      throws IOException, RefusedException {
    return page(
        frame,
        200,
        name,
        Map.of(),
        Map.of(),
        said.matches("added|changed|secret-kept|secret-removed|scheduled|unscheduled") ? said : "");
  }

  private Answer page(
      Frame frame,
      int status,
      String name,
      Map<String, String> typed,
      Map<String, String> wrong,
      String said)
      throws IOException, RefusedException {
    View view =
        new View(
            Optional.of(kept(name)),
            runs.trials().find(name),
            runs.book().secrets().list(name),
            runs.book().schedules().find(name),
            reading.places(),
            ZoneId.getAvailableZoneIds().stream().sorted().toList(),
            typed,
            wrong,
            said);
    return Answer.html(
        frame, status, (output, forms) -> JtecatalogGenerated.render(output, forms, frame, view));
  }

  private CatalogBook.Kept kept(String name) throws IOException {
    return runs.book().catalogs().find(name).orElseThrow(NotFoundException::new);
  }

  /** Adds one, or gives one that is there another address; it is tried at once. */
  @PostMapping("/runs/catalog/add")
  @Needs(Right.ADMINISTER)
  Answer add(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "href", defaultValue = "") String href,
      @RequestParam(name = "sign", defaultValue = "") String sign,
      @RequestParam(name = "private", defaultValue = "") String privateToo,
      @RequestParam(name = "change", defaultValue = "") String change)
      throws IOException, RefusedException {
    Map<String, String> wrong = new LinkedHashMap<>();
    boolean inside = !privateToo.isEmpty();
    Optional<WorkspaceIndex.Catalog> catalog = form.read(name, href, sign, inside, wrong);
    boolean known =
        runs.book().catalogs().find(name.strip()).filter(one -> !one.retired()).isPresent();
    if (catalog.isPresent() && known && change.isEmpty()) {
      wrong.put("name", "catalog.known");
    }
    if (catalog.isEmpty() || !wrong.isEmpty()) {
      Map<String, String> typed = new LinkedHashMap<>();
      typed.put("name", name);
      typed.put("href", href);
      typed.put("sign", sign);
      typed.put("private", privateToo);
      return RunsPages.refused(
          frame,
          known && !change.isEmpty()
              ? page(frame, UNPROCESSABLE, name, typed, wrong, "")
              : adding(frame, UNPROCESSABLE, typed, wrong),
          wrong);
    }
    return write(
        frame,
        request,
        catalog.get().draft(),
        () -> {
          runs.keeper().added(catalog.get(), inside);
          runs.trials().start(kept(catalog.get().name()));
          return Answer.see(path(catalog.get().name(), known ? "changed" : "added"));
        });
  }

  @PostMapping("/runs/catalog/retire")
  @Needs(Right.ADMINISTER)
  Answer retire(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "name", defaultValue = "") String name)
      throws IOException, RefusedException {
    kept(name);
    return write(
        frame,
        request,
        WorkspaceIndex.retirement(name),
        () -> {
          runs.keeper().retired(name);
          return Answer.see("/runs?said=retired");
        });
  }

  /** What is done once a record is in the ledger. */
  @FunctionalInterface
  private interface Then {
    Answer go() throws IOException, RefusedException;
  }

  private Answer write(Frame frame, HttpServletRequest request, Draft draft, Then then)
      throws IOException, RefusedException {
    if (Authorship.of(frame.viewer()).isEmpty()) {
      throw new NotFoundException();
    }
    return switch (signer.sign(frame, request, draft)) {
      case Signer.Ask ask -> ask.answer();
      case Signer.Signed signed -> {
        desk.write(writer -> writer.append(signed.drafts()));
        yield then.go();
      }
    };
  }

  @PostMapping("/runs/catalog/try")
  @Needs(Right.ADMINISTER)
  Answer tryIt(@RequestParam(name = "name", defaultValue = "") String name) throws IOException {
    runs.trials().start(kept(name));
    return Answer.see(path(name, "") + "#trial");
  }

  @PostMapping("/runs/catalog/try/stop")
  @Needs(Right.ADMINISTER)
  Answer stopTrying(@RequestParam(name = "name", defaultValue = "") String name)
      throws IOException {
    kept(name);
    runs.trials().stop(name);
    return Answer.see(path(name, "") + "#trial");
  }

  /**
   * The secret's field is called like one of a password: what was typed there is never given back.
   */
  @PostMapping("/runs/catalog/secret")
  @Needs(Right.ADMINISTER)
  Answer secret(
      Frame frame,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "host", defaultValue = "") String host,
      @RequestParam(name = "kind", defaultValue = "") String kind,
      @RequestParam(name = "user", defaultValue = "") String user,
      @RequestParam(name = "password", defaultValue = "") String secret)
      throws IOException, RefusedException {
    kept(name);
    Optional<Secrets.Kind> known = Secrets.Kind.find(kind);
    try {
      runs.book()
          .secrets()
          .put(
              name,
              host.strip(),
              known.orElseThrow(() -> new IllegalArgumentException(kind)),
              user.strip(),
              secret,
              clock.instant());
      return Answer.see(path(name, "secret-kept") + "#secrets");
    } catch (IllegalArgumentException cannotBeSent) {
      Map<String, String> wrong = Map.of("host", "secret");
      return RunsPages.refused(
          frame,
          page(
              frame,
              UNPROCESSABLE,
              name,
              Map.of("host", host, "kind", kind, "user", user),
              wrong,
              ""),
          wrong);
    }
  }

  @PostMapping("/runs/catalog/secret/remove")
  @Needs(Right.ADMINISTER)
  Answer removeSecret(
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "host", defaultValue = "") String host)
      throws IOException {
    kept(name);
    runs.book().secrets().remove(name, host);
    return Answer.see(path(name, "secret-removed") + "#secrets");
  }

  @PostMapping("/runs/catalog/schedule")
  @Needs(Right.ADMINISTER)
  Answer schedule(
      Frame frame,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "every", defaultValue = "") String every,
      @RequestParam(name = "weekday", defaultValue = "1") String weekday,
      @RequestParam(name = "day", defaultValue = "1") String day,
      @RequestParam(name = "time", defaultValue = "") String time,
      @RequestParam(name = "zone", defaultValue = "") String zone,
      @RequestParam(name = "jitter", defaultValue = "30") String jitter,
      @RequestParam(name = "hours", defaultValue = "48") String hours,
      @RequestParam(name = "rate", defaultValue = "") String rate,
      @RequestParam(name = "also", defaultValue = "") String also,
      @RequestParam(name = "paused", defaultValue = "") String paused)
      throws IOException, RefusedException {
    CatalogBook.Kept kept = kept(name);
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("every", every);
    typed.put("weekday", weekday);
    typed.put("day", day);
    typed.put("time", time);
    typed.put("zone", zone);
    typed.put("jitter", jitter);
    typed.put("hours", hours);
    typed.put("rate", rate);
    typed.put("also", also);
    typed.put("paused", paused);
    Map<String, String> wrong = new LinkedHashMap<>();
    Optional<Timetable> timetable = ScheduleForm.timetable(typed, wrong);
    int most = ScheduleForm.number(hours, 1, MOST_HOURS).orElse(0);
    if (most == 0) {
      wrong.put("hours", "hours");
    }
    Optional<Asked> asked = RunsPages.asked(typed, true, Math.max(1, most), wrong);
    if (kept.retired() || timetable.isEmpty() || asked.isEmpty()) {
      return RunsPages.refused(frame, page(frame, UNPROCESSABLE, name, typed, wrong, ""), wrong);
    }
    runs.book()
        .schedules()
        .put(name, timetable.get(), !paused.isEmpty(), asked.get(), clock.instant());
    return Answer.see(path(name, "scheduled") + "#schedule");
  }

  @PostMapping("/runs/catalog/schedule/remove")
  @Needs(Right.ADMINISTER)
  Answer unschedule(@RequestParam(name = "name", defaultValue = "") String name)
      throws IOException {
    kept(name);
    runs.book().schedules().remove(name);
    return Answer.see(path(name, "unscheduled") + "#schedule");
  }
}
