package org.cairn.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.cairn.ledger.RefusedException;
import org.cairn.register.OperationsSettings.LogFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ServerLogTest {
  private static final System.Logger OURS = System.getLogger(ServerLogTest.class.getName());

  /** Held, since loggers that nobody holds are forgotten. */
  private static final Logger THEIRS = Logger.getLogger("net.example.library");

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-29T10:00:00.5Z"), ZoneOffset.UTC);

  /** Line breaks of all kinds, an escape, and what turns the direction. */
  private static final String HOSTILE =
      "a\nb\r\nc\u0085d\u2028e\u001b[31mf\u202eg\u2066h\u200fi\u0000j";

  private static List<String> logged(LogFormat format, boolean details, Consumer<ServerLog> work) {
    StringWriter out = new StringWriter();
    try (ServerLog log = ServerLog.open(format, details, new PrintWriter(out, true), CLOCK)) {
      work.accept(log);
    }
    return out.toString().isEmpty()
        ? List.of()
        : List.of(out.toString().split(System.lineSeparator()));
  }

  private static JsonNode only(List<String> lines) {
    assertThat(lines).hasSize(1);
    return JsonMapper.shared().readTree(lines.getFirst());
  }

  @ParameterizedTest
  @EnumSource
  void whatever_a_text_has_in_it_an_event_is_one_line_of_plain_characters(LogFormat format) {
    Exception failure = new IOException(HOSTILE);
    failure.setStackTrace(new StackTraceElement[0]);
    List<String> lines =
        logged(
            format,
            true,
            log -> {
              OURS.log(System.Logger.Level.WARNING, "Layer ''{0}''", HOSTILE);
              OURS.log(System.Logger.Level.INFO, "{0}", new LogFields(Map.of("event", HOSTILE)));
              THEIRS.warning(HOSTILE);
              Logger.getLogger("org.cairn." + HOSTILE).info("named so");
              log.err().println("cairn: " + HOSTILE);
              log.err().println((Object) HOSTILE);
            });
    assertThat(lines).hasSize(6);
    List<String> withTrace =
        logged(format, true, log -> OURS.log(System.Logger.Level.ERROR, "Failed", failure));
    assertThat(withTrace).hasSize(format == LogFormat.JSON ? 1 : 2);
    List<String> all = new ArrayList<>(lines);
    all.addAll(withTrace);
    assertThat(all)
        .allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]+").contains("d", "e"));
  }

  @Test
  void has_time_level_logger_and_words_as_members() {
    JsonNode event =
        only(logged(LogFormat.JSON, false, log -> log.err().println("cairn: the disk is full")));
    assertThat(event.path("time").asString()).isEqualTo("2026-11-29T10:00:00.500Z");
    assertThat(event.path("level").asString()).isEqualTo("warn");
    assertThat(event.path("logger").asString()).isEqualTo("cairn");
    assertThat(event.path("message").asString()).isEqualTo("the disk is full");
    JsonNode alarm =
        only(logged(LogFormat.JSON, false, log -> log.err().println("*** ALARM *** a fork")));
    assertThat(alarm.path("level").asString()).isEqualTo("error");
  }

  @Test
  void names_the_request_that_it_happened_in() {
    JsonNode event =
        only(
            logged(
                LogFormat.JSON,
                false,
                log ->
                    ScopedValue.where(RequestScope.CURRENT, new RequestScope("0af7651916cd43dd"))
                        .run(() -> OURS.log(System.Logger.Level.INFO, "Done"))));
    assertThat(event.path("request_id").asString()).isEqualTo("0af7651916cd43dd");
    assertThat(event.path("message").asString()).isEqualTo("Done");
  }

  private static Exception naming(String canary) {
    SQLException row = new SQLException("UNIQUE constraint failed: '" + canary + "'", "x", 19);
    return new IllegalStateException("No such place: " + canary, new IOException(canary, row));
  }

  @ParameterizedTest
  @EnumSource
  void says_of_a_failure_its_kinds_and_where_and_no_words_of_it(LogFormat format) {
    List<String> lines =
        logged(
            format,
            false,
            log -> {
              OURS.log(
                  System.Logger.Level.ERROR, "Request failed", naming("Canary Mill 48.858222"));
              THEIRS.log(Level.SEVERE, "Canary Mill", naming("Canary Mill"));
              THEIRS.severe("GET /places?q=Canary");
            });
    String all = String.join("\n", lines);
    assertThat(all)
        .doesNotContainIgnoringCase("canary")
        .doesNotContain("48.858")
        .contains("java.lang.IllegalStateException", "caused by java.sql.SQLException [sql-19]")
        .contains("at org.cairn.app.log.ServerLogTest.naming")
        .contains("the words of a library are not kept");
  }

  @Test
  void says_them_where_details_are_asked_for() {
    JsonNode event =
        only(
            logged(
                LogFormat.JSON,
                true,
                log -> OURS.log(System.Logger.Level.ERROR, "Request failed", naming("the mill"))));
    assertThat(event.path("trace").toString()).contains("No such place: the mill");
    assertThat(event.path("problem").asString()).isEqualTo("sql-19");
  }

  @Test
  void says_a_failure_in_a_line_by_our_own_words_or_its_kind() {
    assertThat(FailureText.of(RefusedException.expected("settings-format", "log", "text", "xml")))
        .isEqualTo("settings-format: log: expected text, found xml");
    assertThat(FailureText.of(new NoSuchFileException("ledger/log/checkpoint")))
        .isEqualTo("java.nio.file.NoSuchFileException 'ledger/log/checkpoint'");
    assertThat(FailureText.of(naming("Canary")))
        .isEqualTo(
            "java.lang.IllegalStateException, by java.io.IOException, by java.sql.SQLException [sql-19]");
    Exception loop = new IOException("one");
    loop.initCause(new IOException("two", loop));
    assertThat(FailureText.of(loop)).startsWith("java.io.IOException, by java.io.IOException");
  }

  @Test
  void has_what_ends_a_thread() throws Exception {
    StringWriter out = new StringWriter();
    try (ServerLog log = ServerLog.open(LogFormat.JSON, false, new PrintWriter(out, true), CLOCK)) {
      Thread ended =
          Thread.ofPlatform()
              .start(() -> {
                throw new IllegalStateException("Canary");
              });
      ended.join();
    }
    assertThat(out.toString()).contains("A thread ended by a failure").doesNotContain("Canary");
  }

  @Test
  void gives_the_loggers_back_as_they_were() {
    Logger root = LogManager.getLogManager().getLogger("");
    Handler[] before = root.getHandlers();
    logged(LogFormat.JSON, false, log -> assertThat(root.getHandlers()).hasSize(1));
    assertThat(Arrays.asList(root.getHandlers())).containsExactly(before);
  }
}
