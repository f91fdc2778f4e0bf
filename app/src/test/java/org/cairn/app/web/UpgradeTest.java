package org.cairn.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.cairn.app.report.ReportFixture;
import org.cairn.app.web.casework.Teams;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.review.AlertPath;
import org.cairn.app.web.review.ReviewNode;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.ledger.Fault;
import org.cairn.register.LedgerCheck;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.cairn.watch.WatchResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A workspace as an earlier release left it is opened by this one, and nobody has to do anything
 * for it. {@code -Dgolden.update} makes the workspace of the present release: see the README of
 * {@code app}.
 */
@Timeout(60)
class UpgradeTest {
  /** The newest release before this one. */
  private static final String RELEASE = "0.1.0";

  private static final Path GOLDEN =
      Path.of("src/test/resources/golden/workspace-" + RELEASE + ".zip");

  private static final String WELL = ReviewNode.WELL;

  @TempDir private Path folder;

  @BeforeAll
  static void makes() throws Exception {
    if (System.getProperty("golden.update") != null) {
      Path made = Files.createTempDirectory("cairn-golden");
      fill(made.resolve("node"));
      zip(made.resolve("node"), GOLDEN);
    }
  }

  /** Places at 0° N 0° E, a run with alerts, and what people of two organisations made of them. */
  private static void fill(Path workspace) throws Exception {
    try (ServedWorkspace served = ServedWorkspace.create(workspace, Teams.CLOCK)) {
      WatchResult all = ReportFixture.full();
      ReviewNode.watch(
          served.workspace(),
          Teams.CLOCK,
          new WatchResult(
              all.settings(), all.places().subList(0, 3), all.scenes().subList(0, 8), List.of()));
      HttpVisitor ada =
          served.signedIn("ada", "One Trust", Role.ADMINISTRATOR, Role.ANALYST, Role.REVIEWER);
      HttpVisitor basil = served.signedIn("basil", "Two Trust", Role.REVIEWER);
      for (HttpVisitor judge : List.of(ada, basil)) {
        String cause = Eamena.DISTURBANCE_CAUSE.terms().terms().getFirst().id();
        sent(
            judge.post(
                AlertPath.of(WELL),
                "verdict",
                "likely-damage",
                "cause",
                cause,
                "certainty",
                "high",
                "note",
                "The roof is gone"));
      }
      sent(
          ada.post(
              "/places/well/assess",
              "do",
              "submit",
              "date",
              "2026-05-11",
              "a0.name",
              "Invented Person",
              "state",
              "poor",
              "comment",
              "انهار الجدار الشمالي"));
      Teams.open(ada, "The roof of the shrine", "place", "well");
      sent(ada.post("/places/new", "text", "New Mill", "location", "0.5, 0.5", "id", "new-mill"));
    }
  }

  private static void sent(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  private static void zip(Path workspace, Path target) throws Exception {
    Files.createDirectories(target.getParent());
    try (Stream<Path> all = Files.walk(workspace);
        OutputStream out = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(9);
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(workspace.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  /** Private as it was. */
  private Path unzip() throws Exception {
    Path workspace = folder.resolve("node");
    try (InputStream in = Files.newInputStream(GOLDEN);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = workspace.resolve(entry.getName()).normalize();
        assertThat(file).startsWithRaw(workspace);
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
    try (Stream<Path> keys = Files.list(workspace.resolve("keys"))) {
      for (Path key : keys.toList()) {
        Files.setPosixFilePermissions(key, owner);
      }
    }
    Files.setPosixFilePermissions(
        workspace.resolve("vault"), PosixFilePermissions.fromString("rwx------"));
    return workspace;
  }

  private static List<Fault> faults(Workspace workspace) throws Exception {
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace, faults::add);
    return faults;
  }

  @Test
  void serves_a_workspace_of_the_release_before_without_a_manual_step() throws Exception {
    Workspace workspace = Workspace.at(unzip());
    long before = workspace.reader().head().size();
    try (ServedWorkspace served = ServedWorkspace.serve(workspace, Clock.systemUTC())) {
      HttpVisitor ada = served.visitor();
      sent(ada.post("/sign-in", "login", "ada", "password", ServedWorkspace.PASSWORD));
      assertThat(ada.get("/places/well").body()).contains("Upper Well Shrine", "مزار البئر العليا");
      assertThat(ada.get(AlertPath.of(WELL)).body()).contains("The roof is gone");
      assertThat(ada.get("/places/well/assessments").body()).contains("انهار الجدار الشمالي");
      assertThat(ada.get("/cases").body()).contains("The roof of the shrine");
      assertThat(ada.get("/people").statusCode()).isEqualTo(200);
      sent(ada.post("/places/new", "text", "Old Ford", "location", "0.6, 0.6", "id", "old-ford"));
      HttpVisitor basil = served.visitor();
      sent(basil.post("/sign-in", "login", "basil", "password", ServedWorkspace.PASSWORD));
      assertThat(basil.get("/places?q=Ford").body()).contains("Old Ford");
    }
    assertThat(workspace.reader().head().size()).isGreaterThan(before);
    assertThat(faults(workspace)).isEmpty();
    List<Fault> rows = new ArrayList<>();
    PlaceRegister.check(workspace, rows::add);
    assertThat(rows).isEmpty();
  }

  @Test
  void checks_a_workspace_of_the_release_before_as_it_is() throws Exception {
    assertThat(faults(Workspace.at(unzip()))).isEmpty();
  }
}
