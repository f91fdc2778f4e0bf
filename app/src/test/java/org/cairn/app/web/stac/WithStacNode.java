package org.cairn.app.web.stac;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One node for all classes that ask for it: what it serves takes a watch to make. */
final class WithStacNode implements BeforeAllCallback {
  private static @Nullable StacNode node;

  /** While tests of a class with this run. */
  static StacNode node() {
    return Objects.requireNonNull(node, "The node is there once tests of a class begin");
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    node =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(WithStacNode.class))
            .computeIfAbsent(Kept.class, made -> Kept.start(), Kept.class)
            .node();
  }

  /** Closed by JUnit, with the store. */
  private record Kept(StacNode node, Path folder) implements AutoCloseable {
    static Kept start() {
      try {
        Path folder = Files.createTempDirectory("stac");
        return new Kept(StacNode.start(folder), folder);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws Exception {
      node.close();
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      } catch (UncheckedIOException e) {
        throw new IOException(e);
      }
    }
  }
}
