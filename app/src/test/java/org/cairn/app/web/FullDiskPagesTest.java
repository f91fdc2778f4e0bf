package org.cairn.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.SetClock;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.Fault;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Draft;
import org.cairn.register.LedgerCheck;
import org.cairn.register.PlaceRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node on a small disk that really is full. Needs the right to mount one; skipped without it. */
class FullDiskPagesTest {
  private static final String BANNER = "class=\"read-only\"";
  private static final String NEW = "/places/new";
  private static final String FULL = "is full: nothing is taken in until 32 MiB are free there";
  private static final String TYPED = "Mill of the Three Streams";

  @TempDir private Path folder = Path.of("");

  private final SetClock clock = new SetClock();
  private Path small = Path.of("");
  private Path filler = Path.of("");
  private boolean mounted;
  private ServedWorkspace served;
  private HttpVisitor analyst;

  @BeforeEach
  void serve() throws Exception {
    small = Files.createDirectory(folder.resolve("small"));
    filler = small.resolve("filler");
    mounted = run("mount", "-t", "tmpfs", "-o", "size=96m", "none", small.toString());
    assumeTrue(mounted, "Not allowed to mount a small tmpfs here");
    served = ServedWorkspace.create(small.resolve("ws"), clock);
    analyst = served.signedIn("ada", "Stone Watch", Role.ANALYST, Role.ADMINISTRATOR);
    assertThat(add("first").statusCode()).isEqualTo(303);
  }

  @AfterEach
  void stop() throws Exception {
    if (served != null) {
      served.close();
    }
    if (mounted) {
      assertThat(run("umount", small.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException noSuchProgram) {
      return false;
    }
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private void fillUpTo(long leaving) throws Exception {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(filler)) {
      while (Files.getFileStore(small).getUsableSpace() > leaving) {
        out.write(block);
      }
    }
  }

  private HttpResponse<String> add(String name) throws Exception {
    return analyst.post(NEW, "text", name, "location", "0.5, 0.5", "id", name.replace(' ', '-'));
  }

  private int listed(String name) throws Exception {
    String page = analyst.get("/places?q=" + name.replace(' ', '+')).body();
    return page.contains("data-total=\"0\"") ? 0 : 1;
  }

  private void requireHolds() throws Exception {
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(served.workspace(), faults::add);
    assertThat(faults).isEmpty();
  }

  @Test
  void takes_nothing_in_says_so_on_every_page_and_goes_on_once_there_is_room() throws Exception {
    fillUpTo(2 << 20);
    HttpResponse<String> met = add(TYPED);
    assertThat(met.statusCode()).as(met.body()).isEqualTo(503);
    assertThat(met.headers().firstValue("Retry-After")).isPresent();
    assertThat(met.body())
        .contains(BANNER, "The disk of this node is full, since 29 November 2026")
        .contains("Make room on the disk of the workspace, 32 MiB at least")
        .contains("name=\"text\" value=\"" + TYPED + "\"")
        .contains("action=\"" + NEW + "\"");
    assertThat(served.told()).containsOnlyOnce(FULL);

    fillUpTo(0);
    clock.advance(Duration.ofMinutes(1));
    assertThat(add(TYPED).statusCode()).isEqualTo(503);
    assertThat(served.told()).containsOnlyOnce(FULL);
    assertThat(listed(TYPED)).isZero();
    for (String path : List.of("/places", "/places?q=first", NEW, "/me", "/people", "/cases")) {
      HttpResponse<String> read = analyst.get(path);
      assertThat(read.statusCode()).as(path).isEqualTo(200);
      assertThat(read.body()).as(path).contains(BANNER);
    }
    assertThat(analyst.get("/log/checkpoint").statusCode()).isEqualTo(200);
    requireHolds();

    HttpVisitor visitor = served.visitor();
    assertThat(visitor.get("/sign-in").body()).contains(BANNER, "Nobody can sign in meanwhile");
    HttpResponse<String> signIn =
        visitor.post("/sign-in", "login", "ada", "password", ServedWorkspace.PASSWORD);
    assertThat(signIn.statusCode()).isEqualTo(503);
    assertThat(signIn.body()).doesNotContain(ServedWorkspace.PASSWORD);

    Files.delete(filler);
    assertThat(analyst.get("/places").body()).contains(BANNER);
    clock.advance(Duration.ofSeconds(3));
    assertThat(add(TYPED).statusCode()).isEqualTo(303);
    assertThat(analyst.get("/places").body()).doesNotContain(BANNER);
    assertThat(listed(TYPED)).isOne();
    assertThat(served.told()).containsOnlyOnce("this node goes on");
    requireHolds();
  }

  @Test
  void a_draft_that_finds_no_room_is_handed_back_too_and_signing_out_works() throws Exception {
    fillUpTo(0);
    String typed = "x".repeat(100_000);
    HttpResponse<String> met = analyst.post("/places/first/assess", "do", "keep", "summary", typed);
    assertThat(met.statusCode()).isEqualTo(503);
    assertThat(met.body()).contains(BANNER, "value=\"" + typed + "\"");
    assertThat(served.told()).containsOnlyOnce(FULL);
    assertThat(analyst.post("/sign-out").statusCode()).isEqualTo(303);
    assertThat(analyst.get("/me").statusCode()).isEqualTo(303);
  }

  @Test
  void shows_the_register_as_it_was_where_there_is_no_room_to_bring_it_up_to_date()
      throws Exception {
    assertThat(listed("first")).isOne();
    Draft second = PlaceRecords.draft(PlaceDescription.of("second", Name.of("second")));
    served.server().part(Desk.class).write(writer -> writer.append(List.of(second)));
    fillUpTo(0);
    assertThat(listed("first")).isOne();
    assertThat(listed("second")).isZero();
    assertThat(analyst.get("/places").body()).contains(BANNER);
    Files.delete(filler);
    assertThat(listed("second")).isOne();
    requireHolds();
  }

  @Test
  void does_not_start_without_any_room_and_says_why() throws Exception {
    served.close();
    fillUpTo(0);
    try (Witness witness = served.workspace().openWitness(clock)) {
      PrintWriter err = new PrintWriter(Writer.nullWriter());
      assertThatThrownBy(() ->
              WebServer.start(served.workspace(), witness, WebServer.Place.local(0), clock, err))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("people.db")
          .hasMessageContaining("see that the disk has room");
    }
    Files.delete(filler);
    served = ServedWorkspace.serve(served.workspace(), clock);
    analyst = analyst.at(served.address());
    assertThat(listed("first")).isOne();
  }

  @Test
  void by_the_settings_nothing_is_taken_in_until_they_are_changed() throws Exception {
    served.close();
    Path settings = served.workspace().root().resolve("cairn.yaml");
    Files.writeString(settings, "web:\n  read_only: true\n  public: [places]\n");
    served = ServedWorkspace.serve(served.workspace(), clock);
    assertThat(served.told()).contains("'cairn.yaml' says so");
    clock.advance(Duration.ofHours(1));
    HttpVisitor visitor = served.visitor();
    assertThat(visitor.get("/places?lang=fr").body())
        .contains(BANNER, "Qui tient ce nœud l’a mis en lecture seule");
    assertThat(visitor.get("/places?lang=ar").body()).contains(BANNER, "للقراءة فقط");
    HttpResponse<String> signIn =
        visitor.post("/sign-in", "login", "ada", "password", ServedWorkspace.PASSWORD);
    assertThat(signIn.statusCode()).isEqualTo(503);

    String answer = "answer-of-a-passkey";
    HttpResponse<String> signed =
        analyst.at(served.address()).post("/places/new", "text", "Old mill", "_assertion", answer);
    assertThat(signed.statusCode()).isEqualTo(503);
    assertThat(signed.body())
        .as("comes back to be signed anew, never to be signed by the node unasked")
        .contains("data-sign", "Old mill")
        .doesNotContain(answer);
  }
}
