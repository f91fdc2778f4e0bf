package org.cairn.app.web.ogc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.cairn.app.web.ogc.Items.Page;
import org.jspecify.annotations.Nullable;

/**
 * Pages that are made while their readers still read the one before: a program that goes through
 * everything then waits for its own reading alone. A few at most are kept, each until it is taken.
 * What fails here is made again, and told, when it is asked for. Thread-safe.
 */
final class PagesAhead implements AutoCloseable {
  /** Of some megabytes each. */
  private static final int MOST = 3;

  /** In the order of their making; guarded by itself. */
  private final Map<String, CompletableFuture<Optional<Page>>> pages = new LinkedHashMap<>();

  /** Guarded by {@link #pages}. */
  private boolean closed;

  /** Makes a page. */
  @FunctionalInterface
  interface Making {
    Page make() throws Exception;
  }

  /**
   * @param key names the page as it is now
   */
  void make(String key, Making making) {
    CompletableFuture<Optional<Page>> page = new CompletableFuture<>();
    synchronized (pages) {
      if (closed || pages.containsKey(key)) {
        return;
      }
      if (pages.size() >= MOST) {
        String eldest = pages.keySet().iterator().next();
        CompletableFuture<Optional<Page>> dropped = pages.get(eldest);
        if (dropped == null || !dropped.isDone()) {
          return; // Enough is being made.
        }
        pages.remove(eldest);
      }
      pages.put(key, page);
    }
    Thread.ofVirtual()
        .name("page ahead")
        .start(() -> {
          Optional<Page> ready = Optional.empty();
          try {
            ready = made(making);
          } finally {
            page.complete(ready);
          }
        });
  }

  private static Optional<Page> made(Making making) {
    try {
      return Optional.of(making.make());
    } catch (Exception e) {
      System.getLogger(PagesAhead.class.getName())
          .log(System.Logger.Level.DEBUG, "A page could not be made ahead", e);
      return Optional.empty();
    }
  }

  /** One that was made or is being made; it is not kept any longer. */
  Optional<Page> take(String key) {
    @Nullable CompletableFuture<Optional<Page>> page;
    synchronized (pages) {
      page = pages.remove(key);
    }
    return page == null ? Optional.empty() : page.join();
  }

  /** Waits for those that are being made, since they read the register. */
  @Override
  public void close() {
    List<CompletableFuture<Optional<Page>>> left;
    synchronized (pages) {
      closed = true;
      left = new ArrayList<>(pages.values());
      pages.clear();
    }
    left.forEach(CompletableFuture::join);
  }
}
