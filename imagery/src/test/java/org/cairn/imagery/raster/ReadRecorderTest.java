package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RasterException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadRecorderTest {
  @TempDir private Path folder;

  private final ReadRecorder recorder = new ReadRecorder();

  private static byte[] texture(int length, long seed) {
    byte[] bytes = new byte[length];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  /** As the class comment has it, from the file itself. */
  private static String digest(byte[] file, List<ByteRange> ranges) throws Exception {
    MessageDigest whole = MessageDigest.getInstance("SHA-256");
    for (ByteRange range : ranges) {
      whole.update(ByteBuffer.allocate(12).putLong(range.offset()).putInt(range.length()).array());
      byte[] bytes = Arrays.copyOfRange(file, (int) range.offset(), (int) range.end());
      whole.update(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
    return HexFormat.of().formatHex(whole.digest());
  }

  private static void changed(ThrowingCallable reading, String... said) {
    assertThatExceptionOfType(RasterException.class)
        .isThrownBy(reading)
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo(Code.IMAGE_CHANGED_WHILE_READ);
          assertThat(e.code().id()).isEqualTo("image-changed-while-read");
          assertThat(e.getMessage()).contains(said);
        });
  }

  @Test
  void goes_on_from_what_an_earlier_recorder_noted() throws Exception {
    byte[] file = texture(10_000, 3);
    try (ByteSource source = recorder.around(new MemorySource(file))) {
      source.read(List.of(new ByteRange(700, 50), new ByteRange(300, 9)));
    }
    ReadSummary earlier = recorder.summary();
    ReadRecorder next = new ReadRecorder();
    next.resume(earlier.bytes(), earlier.entityTag(), earlier.read());
    assertThat(next.summary()).isEqualTo(earlier);

    try (ByteSource source = next.around(new MemorySource(file))) {
      source.read(List.of(new ByteRange(700, 50), new ByteRange(500, 10)));
    }
    assertThat(next.summary().ranges())
        .containsExactly(new ByteRange(300, 9), new ByteRange(500, 10), new ByteRange(700, 50));
    file[705]++;
    try (ByteSource source = next.around(new MemorySource(file))) {
      changed(() -> source.read(List.of(new ByteRange(700, 50))), "other bytes at 700");
    }
  }

  @Test
  void a_file_of_this_machine_is_told_from_another_without_reading_it() throws Exception {
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      Path file = Files.write(folder.resolve("image.tif"), new byte[10]);
      Optional<String> before = sources.stamp(file.toUri());
      assertThat(before).isPresent();
      assertThat(sources.stamp(file.toUri())).isEqualTo(before);
      Files.write(file, new byte[11]);
      assertThat(sources.stamp(file.toUri())).isPresent().isNotEqualTo(before);
      assertThat(sources.stamp(URI.create("http://127.0.0.1:1/image.tif"))).isEmpty();
      assertThat(sources.stamp(folder.resolve("absent.tif").toUri())).isEmpty();
    }
  }

  @Test
  void notes_distinct_ranges_by_offset_and_binds_their_bytes() throws Exception {
    byte[] file = texture(10_000, 1);
    try (ByteSource source = recorder.around(new MemorySource(file))) {
      source.readHead(100);
      assertThat(source.read(List.of(new ByteRange(700, 50), new ByteRange(300, 9))))
          .satisfiesExactly(
              first -> assertThat(first).isEqualTo(Arrays.copyOfRange(file, 700, 750)),
              second -> assertThat(second).isEqualTo(Arrays.copyOfRange(file, 300, 309)));
      byte[] longer = new byte[64];
      source.read(new ByteRange(700, 20), longer);
      source.read(new ByteRange(700, 50), longer);
      source.read(List.of(new ByteRange(5, 0)));
      source.read(List.of());
    }
    List<ByteRange> ranges =
        List.of(
            new ByteRange(0, 100),
            new ByteRange(300, 9),
            new ByteRange(700, 20),
            new ByteRange(700, 50));
    ReadSummary summary = recorder.summary();
    assertThat(summary.ranges()).isEqualTo(ranges);
    assertThat(summary.digest()).isEqualTo(digest(file, ranges)).hasSize(64);
    assertThat(summary.bytes()).hasValue(10_000);
    assertThat(summary.entityTag()).isEmpty();
    assertThat(summary.change()).isEmpty();
  }

  @Test
  void nothing_read_is_an_empty_summary() throws Exception {
    assertThat(recorder.summary().ranges()).isEmpty();
    assertThat(recorder.summary().bytes()).isEmpty();
    assertThat(recorder.summary().digest()).isEqualTo(digest(new byte[0], List.of()));
  }

  @Test
  void a_read_that_fails_is_not_noted() throws IOException {
    try (ByteSource source = recorder.around(new MemorySource(texture(100, 1)))) {
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> source.read(List.of(new ByteRange(0, 10), new ByteRange(95, 10))))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.TIFF_TRUNCATED));
    }
    assertThat(recorder.summary().ranges()).isEmpty();
  }

  @Test
  void other_bytes_in_a_range_read_before_end_the_reading() throws Exception {
    byte[] before = texture(1_000, 1);
    Path file = Files.write(folder.resolve("image.tif"), before);
    ByteRange changing = new ByteRange(500, 100);
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        ByteSource source = recorder.around(sources.open(file))) {
      source.read(List.of(changing));
      byte[] after = before.clone();
      after[555]++;
      Files.write(file, after, StandardOpenOption.WRITE);
      source.read(List.of(new ByteRange(0, 100)));
      changed(() -> source.read(changing, new byte[100]), "image.tif", "500 to 600");
      changed(() -> source.readHead(10), "500 to 600");
    }
    assertThat(recorder.summary().change()).get().asString().contains("500 to 600");
    List<ByteRange> ranges =
        List.of(new ByteRange(0, 10), new ByteRange(0, 100), new ByteRange(500, 100));
    assertThat(recorder.summary().ranges()).isEqualTo(ranges);
    assertThat(recorder.summary().digest()).isEqualTo(digest(before, ranges));
  }

  @Test
  void another_size_when_the_file_is_opened_again_ends_the_reading() throws IOException {
    try (ByteSource source = recorder.around(new MemorySource(new byte[100]))) {
      source.readHead(10);
    }
    try (ByteSource source = recorder.around(new MemorySource(new byte[101]))) {
      changed(() -> source.readHead(10), "101 bytes", "100");
    }
    assertThat(recorder.summary().bytes()).hasValue(100);
  }

  @Test
  void an_unknown_size_says_nothing_of_a_change() throws IOException {
    try (ByteSource source = recorder.around(new MemorySource(new byte[100], false))) {
      source.readHead(10);
      assertThat(recorder.summary().bytes()).isEmpty();
    }
    try (ByteSource source = recorder.around(new MemorySource(new byte[100]))) {
      source.readHead(10);
    }
    assertThat(recorder.summary().bytes()).hasValue(100);
  }

  @Test
  void the_etag_is_noted_and_another_one_ends_the_reading() throws IOException {
    byte[] bytes = texture(1_000, 1);
    try (RangeServer server = new RangeServer(bytes);
        ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      URI address = server.address();
      tag(server, "\"v1\"");
      ByteSource first = recorder.around(sources.open(address));
      first.readHead(10);
      assertThat(recorder.summary().entityTag()).hasValue("\"v1\"");
      assertThat(recorder.summary().bytes()).hasValue(1_000);
      tag(server, "\"v2\"");
      ByteSource again = recorder.around(sources.open(address));
      changed(() -> again.readHead(10), "\"v2\"", "\"v1\"");
      assertThat(recorder.summary().entityTag()).hasValue("\"v1\"");
    }
  }

  @Test
  void a_change_that_the_source_finds_itself_is_in_the_summary() throws IOException {
    try (RangeServer server = new RangeServer(texture(1_000, 1));
        ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      tag(server, "\"v1\"");
      ByteSource source = recorder.around(sources.open(server.address()));
      source.readHead(10);
      tag(server, "\"v2\"");
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> source.read(List.of(new ByteRange(100, 10))))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.HTTP_CHANGED));
      assertThat(recorder.summary().change()).get().asString().contains("\"v2\"");
    }
  }

  private static void tag(RangeServer server, String tag) {
    server.always =
        (exchange, first, last) -> {
          exchange.getResponseHeaders().set("ETag", tag);
          server.well(exchange, first, last);
        };
  }

  @Test
  void many_ranges_come_out_whatever_their_order_in_sixty_bytes_each() throws Exception {
    long seed = 20_261_124;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] file = texture(1 << 16, 2);
    Set<ByteRange> asked = new HashSet<>();
    try (ByteSource source = recorder.around(new MemorySource(file))) {
      for (int i = 1; i <= 30_000; i++) {
        ByteRange range =
            new ByteRange(random.nextInt((1 << 16) - 40), 1 + random.nextInt(i % 2 == 0 ? 2 : 40));
        source.read(List.of(range));
        asked.add(range);
        if (asked.size() >= 100) {
          assertThat(recorder.memoryBytes()).isLessThanOrEqualTo(60L * asked.size() + 300);
        }
      }
    }
    List<ByteRange> expected =
        asked.stream()
            .sorted(Comparator.comparing(ByteRange::offset).thenComparing(ByteRange::length))
            .toList();
    assertThat(recorder.summary().ranges()).as("seed " + seed).isEqualTo(expected);
    assertThat(recorder.summary().digest()).as("seed " + seed).isEqualTo(digest(file, expected));
  }

  @Test
  void offsets_beyond_four_gibibytes_keep_their_order() throws IOException {
    long far = 5L << 30;
    recorder.note("x", new ByteRange(far, 1), new byte[] {1});
    recorder.note("x", new ByteRange(3L << 30, 1), new byte[] {2});
    recorder.note("x", new ByteRange(1, 1), new byte[] {3});
    assertThat(recorder.summary().ranges())
        .extracting(ByteRange::offset)
        .containsExactly(1L, 3L << 30, far);
  }
}
