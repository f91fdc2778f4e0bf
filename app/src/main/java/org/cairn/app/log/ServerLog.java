package org.cairn.app.log;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.cairn.register.OperationsSettings.LogFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes all that a server has to say, from loggers, from whoever writes to its {@link #err} and
 * from threads that end by a failure, to one writer. A member of JSON is {@code time} (RFC 3339,
 * UTC), {@code level} ({@code error}, {@code warn}, {@code info}, {@code debug}), {@code logger},
 * {@code message}, and where there are such: {@code event}, {@code request_id}, {@code problem} (a
 * code), {@code trace} (lines), and what the event says of itself. There is one of these in a
 * process; {@link #close} gives the loggers back as they were. Thread-safe.
 */
public final class ServerLog implements AutoCloseable {
  /** Whose messages are written here with care. */
  private static final String OURS = "org.cairn";

  private static final String WITHHELD = "(the words of a library are not kept; see log, details)";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final LogFormat format;
  private final boolean details;
  private final PrintWriter out;
  private final InstantSource clock;
  private final Logger root = LogManager.getLogManager().getLogger("");
  private final Handler[] before;
  private final Handler handler = new FromLoggers();
  private final Thread.@Nullable UncaughtExceptionHandler uncaughtBefore;
  private final PrintWriter err;

  private ServerLog(LogFormat format, boolean details, PrintWriter out, InstantSource clock) {
    this.format = format;
    this.details = details;
    this.out = out;
    this.clock = clock;
    this.err =
        new KeeperWriter(
            format == LogFormat.JSON ? this::keeperLine : line -> print(LogText.clean(line)));
    this.before = root.getHandlers();
    this.uncaughtBefore = Thread.getDefaultUncaughtExceptionHandler();
  }

  /**
   * From now on.
   *
   * @param details whether messages of failures and libraries are written, whatever they name
   * @param out one line an event, but for traces in text
   */
  public static ServerLog open(
      LogFormat format, boolean details, PrintWriter out, InstantSource clock) {
    ServerLog log = new ServerLog(format, details, out, clock);
    for (Handler other : log.before) {
      log.root.removeHandler(other);
    }
    log.root.addHandler(log.handler);
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
        System.getLogger(ServerLog.class.getName())
            .log(System.Logger.Level.ERROR, "A thread ended by a failure", failure));
    return log;
  }

  /** Each line written to it is an event. */
  public PrintWriter err() {
    return err;
  }

  private void keeperLine(String line) {
    boolean alarm = line.contains("*** ALARM ***");
    boolean trouble = line.startsWith("cairn: ");
    Map<String, Object> event = event(clock.instant(), alarm ? "error" : trouble ? "warn" : "info");
    event.put("logger", "cairn");
    event.put("message", LogText.clean(trouble ? line.substring("cairn: ".length()) : line));
    print(json(event));
  }

  private static Map<String, Object> event(Instant time, String level) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("time", TIME.format(time.truncatedTo(ChronoUnit.MILLIS)));
    event.put("level", level);
    return event;
  }

  private static String json(Map<String, Object> event) {
    return JsonMapper.shared().writeValueAsString(event);
  }

  private void print(String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  /** What loggers are given. */
  private final class FromLoggers extends Handler {
    private final SimpleFormatter words = new SimpleFormatter();

    @Override
    public void publish(LogRecord event) {
      if (isLoggable(event)) {
        List<String> trace =
            event.getThrown() == null ? List.of() : FailureText.trace(event.getThrown(), details);
        print(format == LogFormat.JSON ? asJson(event, trace) : asText(event, trace));
      }
    }

    private String asJson(LogRecord event, List<String> trace) {
      Map<String, Object> members = event(event.getInstant(), level(event.getLevel()));
      members.put("logger", name(event));
      if (RequestScope.CURRENT.isBound()) {
        members.put("request_id", RequestScope.CURRENT.get().id());
      }
      LogFields fields = fields(event);
      fields
          .values()
          .forEach((key, value) ->
              members.put(key, value instanceof String text ? LogText.clean(text) : value));
      if (fields.values().isEmpty()) {
        members.put("message", message(event));
      }
      if (event.getThrown() != null) {
        FailureText.problem(event.getThrown()).ifPresent(code -> members.put("problem", code));
        members.put("trace", trace);
      }
      return json(members);
    }

    private String asText(LogRecord event, List<String> trace) {
      StringBuilder text = new StringBuilder(TIME.format(event.getInstant()));
      text.append(' ').append(level(event.getLevel()).toUpperCase(Locale.ROOT));
      text.append(' ').append(name(event));
      if (RequestScope.CURRENT.isBound()) {
        text.append(" [").append(RequestScope.CURRENT.get().id()).append(']');
      }
      text.append(": ").append(message(event));
      trace.forEach(line -> text.append(System.lineSeparator()).append("  ").append(line));
      return text.toString();
    }

    private String message(LogRecord event) {
      boolean kept = details || name(event).startsWith(OURS);
      return kept ? LogText.clean(words.formatMessage(event)) : WITHHELD;
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {}
  }

  private static String name(LogRecord event) {
    return event.getLoggerName() == null ? "" : LogText.clean(event.getLoggerName());
  }

  private static LogFields fields(LogRecord event) {
    Object @Nullable [] parameters = event.getParameters();
    return parameters != null && parameters.length == 1 && parameters[0] instanceof LogFields some
        ? some
        : new LogFields(Map.of());
  }

  private static String level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "warn";
    }
    return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
  }

  @Override
  public void close() {
    err.flush();
    root.removeHandler(handler);
    for (Handler other : before) {
      root.addHandler(other);
    }
    Thread.setDefaultUncaughtExceptionHandler(uncaughtBefore);
  }
}
