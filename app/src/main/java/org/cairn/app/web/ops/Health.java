package org.cairn.app.web.ops;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cairn.app.log.FailureText;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Whether this server can do what it is there for: the log's newest checkpoint can be read and is
 * signed, the register can be read, and it is not about to stop. That nothing is taken in for a
 * while is told and no failure: everything can be read. What was found holds for a second, however
 * many ask. Thread-safe.
 */
final class Health implements ApplicationListener<ContextClosedEvent> {
  private static final System.Logger LOG = System.getLogger(Health.class.getName());
  private static final Duration HOLDS = Duration.ofSeconds(1);

  /** As drafts of "Health Check Response Format for HTTP APIs" name them; the worst counts. */
  enum Status {
    PASS,
    WARN,
    FAIL;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One thing that was looked at, and where it is not well, a code. */
  record Check(String name, Status status, String output) {}

  /** Of one moment. */
  record Found(List<Check> checks, Instant at) {
    Found {
      checks = List.copyOf(checks);
    }

    Status status() {
      Status worst = Status.PASS;
      for (Check check : checks) {
        worst = check.status().compareTo(worst) > 0 ? check.status() : worst;
      }
      return worst;
    }

    /** As a document of that format. */
    Map<String, Object> asMap() {
      Map<String, Object> all = new LinkedHashMap<>();
      for (Check check : checks) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("status", check.status().code());
        if (!check.output().isEmpty()) {
          one.put("output", check.output());
        }
        all.put(check.name(), List.of(one));
      }
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("status", status().code());
      map.put("checks", all);
      return map;
    }
  }

  private final Workspace workspace;
  private final ReadOnlyMode mode;
  private final InstantSource clock;
  private volatile boolean closing;

  /** Guarded by this. */
  private @Nullable Found last;

  Health(Workspace workspace, ReadOnlyMode mode, InstantSource clock) {
    this.workspace = workspace;
    this.mode = mode;
    this.clock = clock;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    closing = true;
  }

  synchronized Found ready() {
    Instant now = clock.instant();
    Found known = last;
    boolean holds =
        known != null
            && Duration.between(known.at(), now).abs().compareTo(HOLDS) < 0
            && known.checks().getLast().status() == serving().status();
    if (!holds) {
      known = new Found(List.of(log(), register(), writing(), serving()), now);
      last = known;
    }
    return Objects.requireNonNull(known);
  }

  private Check log() {
    return looked("ledger", () -> workspace.reader());
  }

  private Check register() {
    return looked(
        "register",
        () -> {
          try (PlaceRegister register = PlaceRegister.openAsItIs(workspace)) {
            return register.head();
          }
        });
  }

  private Check writing() {
    return mode.now()
        .map(now -> new Check("writing", Status.WARN, "read-only-" + now.reason().code()))
        .orElseGet(() -> new Check("writing", Status.PASS, ""));
  }

  private Check serving() {
    return closing
        ? new Check("serving", Status.FAIL, "stopping")
        : new Check("serving", Status.PASS, "");
  }

  @FunctionalInterface
  private interface Look {
    Object at() throws IOException, RefusedException;
  }

  /** What is wrong is for the log; whoever asks may be anybody. */
  private static Check looked(String name, Look look) {
    try {
      Object unused = look.at();
      return new Check(name, Status.PASS, "");
    } catch (RefusedException e) {
      LOG.log(System.Logger.Level.WARNING, "Not ready: {0}", FailureText.of(e));
      return new Check(name, Status.FAIL, e.code());
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Not ready: {0}", FailureText.of(e));
      return new Check(name, Status.FAIL, "unreadable");
    }
  }
}
