package org.cairn.app.log;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a line for each call of {@code println}, whatever the text has in it: line breaks of a
 * message do not make two. Thread-safe.
 */
final class KeeperWriter extends PrintWriter {
  KeeperWriter(Consumer<String> lines) {
    super(new Lines(lines), true);
  }

  @Override
  public void println(@Nullable String text) {
    super.println(LogText.clean(String.valueOf(text)));
  }

  @Override
  public void println(@Nullable Object value) {
    println(String.valueOf(value));
  }

  /** Hands on what is before each line break. */
  private static final class Lines extends Writer {
    private final Consumer<String> lines;
    private final StringBuilder begun = new StringBuilder();

    Lines(Consumer<String> lines) {
      this.lines = lines;
    }

    @Override
    public void write(char[] characters, int from, int count) {
      synchronized (lock) {
        begun.append(characters, from, count);
        int end = begun.indexOf("\n");
        while (end >= 0) {
          String line = begun.substring(0, end);
          begun.delete(0, end + 1);
          lines.accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
          end = begun.indexOf("\n");
        }
      }
    }

    @Override
    public void flush() {}

    /** What was begun is a line too. */
    @Override
    public void close() {
      synchronized (lock) {
        if (!begun.isEmpty()) {
          lines.accept(begun.toString());
          begun.setLength(0);
        }
      }
    }
  }
}
