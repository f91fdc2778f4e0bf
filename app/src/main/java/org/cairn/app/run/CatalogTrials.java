package org.cairn.app.run;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tries catalogues in the background, each in a process of its own and for a limited time; keeps
 * the last outcome of each until the server ends. Thread-safe.
 */
public final class CatalogTrials implements AutoCloseable {
  /** Processes at the same time. */
  private static final int AT_ONCE = 2;

  private final RunLauncher launcher;
  private final Duration longest;

  /** By the catalogue's name; guarded by this. */
  private final Map<String, Going> all = new LinkedHashMap<>();

  public CatalogTrials(RunLauncher launcher, Duration longest) {
    this.launcher = launcher;
    this.longest = longest;
  }

  private record Going(RunChild child, long begun) {}

  /** How a trial stands. */
  public sealed interface Trial {
    record Going(long seconds) implements Trial {}

    /**
     * It could be opened.
     *
     * @param places that were looked at
     * @param items over them
     * @param unusable of them, for want of bands
     * @param problems items that are broken
     * @param first day of an image, as text; empty where there is none
     * @param last day
     * @param uses bands and mask, and of how many items they would be used
     */
    record Opened(
        int places,
        int items,
        int unusable,
        int problems,
        String first,
        String last,
        Map<String, Integer> uses,
        long millis,
        long requests)
        implements Trial {
      public Opened {
        uses = Map.copyOf(uses);
      }
    }

    /**
     * @param code of what is wrong; {@code stopped}, {@code too-long}
     */
    record Failed(String code, String message) implements Trial {}
  }

  /** Begins one, in the place of one before; where too many go on, nothing happens. */
  public synchronized boolean start(CatalogBook.Kept kept) throws IOException {
    String name = kept.catalog().name();
    long going = all.values().stream().filter(one -> !one.child().result().isDone()).count();
    Going before = all.get(name);
    if (before != null && !before.child().result().isDone() || going >= AT_ONCE) {
      return false;
    }
    ObjectNode catalog =
        JsonMapper.shared()
            .createObjectNode()
            .put("name", name)
            .put("href", kept.catalog().href())
            .put("sign", kept.catalog().signer().map(URI::toString).orElse(""))
            .put("private", kept.privateToo());
    ObjectNode what = JsonMapper.shared().createObjectNode().put("do", "try");
    what.set("catalog", catalog);
    RunChild child = launcher.start(what);
    all.put(name, new Going(child, System.nanoTime()));
    child
        .result()
        .copy()
        .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((said, late) -> {
          if (late != null) {
            child.stop();
          }
        });
    return true;
  }

  public synchronized void stop(String name) {
    Going one = all.get(name);
    if (one != null) {
      one.child().stop();
    }
  }

  public synchronized Optional<Trial> find(String name) {
    Going one = all.get(name);
    if (one == null) {
      return Optional.empty();
    }
    long nanos = System.nanoTime() - one.begun();
    if (!one.child().result().isDone()) {
      return Optional.of(new Trial.Going(TimeUnit.NANOSECONDS.toSeconds(nanos)));
    }
    JsonNode said =
        one.child()
            .result()
            .getNow(Optional.empty())
            .orElseGet(() -> JsonMapper.shared().createObjectNode());
    if (said.has("tried")) {
      return Optional.of(opened(said.path("tried")));
    }
    JsonNode failed = said.path("failed");
    String code = failed.path("code").asString("process-ended");
    boolean late = one.child().isStopped() && nanos >= longest.toNanos();
    return Optional.of(
        new Trial.Failed(
            late ? "too-long" : one.child().isStopped() ? RunFailure.STOPPED : code,
            failed.path("message").asString("")));
  }

  private static Trial opened(JsonNode tried) {
    Map<String, Integer> uses = new LinkedHashMap<>();
    tried.path("uses").properties().forEach(use -> uses.put(use.getKey(), use.getValue().asInt(0)));
    return new Trial.Opened(
        tried.path("places").asInt(0),
        tried.path("items").asInt(0),
        tried.path("unusable").asInt(0),
        tried.path("problems").asInt(0),
        tried.path("first").asString(""),
        tried.path("last").asString(""),
        uses,
        tried.path("millis").asLong(0),
        tried.path("requests").asLong(0));
  }

  @Override
  public synchronized void close() {
    all.values().stream()
        .filter(one -> !one.child().result().isDone())
        .forEach(one -> one.child().stopAndWait());
  }
}
