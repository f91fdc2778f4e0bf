package org.cairn.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void replaces_a_file_as_a_whole(@TempDir Path dir) throws IOException {
    Path target = Files.writeString(dir.resolve("a.txt"), "old and longer");

    AtomicFiles.write(
        target,
        out -> {
          out.write("new".getBytes(UTF_8));
          assertThat(target).as("while writing").hasContent("old and longer");
        });

    assertThat(target).hasContent("new");
    assertThat(namesIn(dir)).containsExactly("a.txt");
  }

  @Test
  void leaves_the_old_file_and_nothing_else_when_the_content_fails(@TempDir Path dir)
      throws IOException {
    Path target = Files.writeString(dir.resolve("a.txt"), "old");

    assertThatIOException()
        .isThrownBy(() ->
            AtomicFiles.write(
                target,
                out -> {
                  out.write(new byte[1 << 20]);
                  throw new IOException("disk full");
                }))
        .withMessage("disk full");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            AtomicFiles.write(
                dir.resolve("b.txt"),
                out -> {
                  throw new IllegalStateException("bug");
                }));

    assertThat(target).hasContent("old");
    assertThat(namesIn(dir)).containsExactly("a.txt");
  }

  @Test
  void writes_nothing_when_the_thread_is_interrupted(@TempDir Path dir) throws Exception {
    Path target = dir.resolve("a.txt");
    CountDownLatch started = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("not thrown"));
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                AtomicFiles.write(
                    target,
                    out -> {
                      started.countDown();
                      while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                      }
                      out.write(1);
                    });
              } catch (IOException e) {
                thrown.set(e);
              }
            });
    started.await();
    writer.interrupt();
    writer.join();

    assertThat(thrown.get()).isInstanceOf(IOException.class);
    assertThat(namesIn(dir)).isEmpty();
  }

  @Test
  void names_the_missing_folder(@TempDir Path dir) {
    assertThatIOException()
        .isThrownBy(() -> AtomicFiles.write(dir.resolve("no/a.txt"), out -> {}))
        .withMessageContaining("folder does not exist");
    assertThatIOException()
        .isThrownBy(() -> AtomicFiles.write(dir, out -> {}))
        .withMessageContaining("it is a folder");
  }

  @Test
  void writes_a_plain_file_name_into_the_working_folder() throws IOException {
    Path target = Path.of("target", "atomic-files-test.txt");
    AtomicFiles.write(target, out -> out.write('x'));
    assertThat(target).hasContent("x");
    Files.delete(target);
  }

  @Test
  void writes_through_a_symbolic_link_and_keeps_it(@TempDir Path dir) throws IOException {
    Path real = Files.writeString(dir.resolve("real.txt"), "old");
    Path link = Files.createSymbolicLink(dir.resolve("link.txt"), Path.of("real.txt"));
    Path dangling = Files.createSymbolicLink(dir.resolve("dangling"), Path.of("later.txt"));

    AtomicFiles.write(link, out -> out.write("new".getBytes(UTF_8)));
    AtomicFiles.write(dangling, out -> out.write("later".getBytes(UTF_8)));

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(real).hasContent("new");
    assertThat(dir.resolve("later.txt")).hasContent("later");
  }

  @Test
  void writes_straight_to_a_device_and_does_not_replace_it() throws IOException {
    Path device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(device), "no /dev/null on this system");

    AtomicFiles.write(device, out -> out.write(1));

    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void is_as_readable_as_any_file_made_here(@TempDir Path dir) throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(dir).supportsFileAttributeView("posix"), "no POSIX permissions here");
    Path plain = Files.writeString(dir.resolve("plain.txt"), "x");
    Path target = dir.resolve("a.txt");

    AtomicFiles.write(target, out -> out.write('x'));

    assertThat(Files.getPosixFilePermissions(target))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  /** The child process ends by System.exit, as it does after Ctrl-C: no finally block runs. */
  @Test
  void leaves_no_temporary_file_when_the_process_is_stopped(@TempDir Path dir) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StoppedWriter.class.getName(),
                dir.resolve("a.txt").toString())
            .redirectErrorStream(true)
            .start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(said).isEqualTo(130);
    }

    assertThat(namesIn(dir)).isEmpty();
  }

  /** Stops its process in the middle of writing. */
  static final class StoppedWriter {
    private StoppedWriter() {}

    public static void main(String[] arguments) throws IOException {
      AtomicFiles.write(
          Path.of(arguments[0]),
          out -> {
            out.write(new byte[1 << 20]);
            System.exit(130);
          });
    }
  }
}
