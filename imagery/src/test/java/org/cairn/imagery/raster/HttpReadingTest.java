package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RasterException.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images over HTTP from a server that counts requests and misbehaves. */
class HttpReadingTest {
  private static final int SIZE = 400;
  private static final Instant NOW = Instant.parse("2025-03-01T12:00:00Z");

  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private byte[] bytes = new byte[0];
  private RangeServer server = none();
  private final List<ByteSources> opened = new ArrayList<>();

  private static RangeServer none() {
    try {
      return new RangeServer(new byte[0]);
    } catch (IOException noServer) {
      throw new IllegalStateException(noServer);
    }
  }

  @BeforeEach
  void serve() throws IOException {
    server.close();
    bytes = SmallFiles.cog(SampleFormat.UINT16, SIZE, SIZE, 1, false);
    server = new RangeServer(bytes);
  }

  @AfterEach
  void stop() {
    opened.forEach(ByteSources::close);
    server.close();
  }

  private static HttpSettings settings() {
    return HttpSettings.defaults().withRetries(4, Duration.ofMillis(1000), Duration.ofSeconds(30));
  }

  private ByteSource source(HttpSettings settings) throws IOException {
    return source(settings, server.address());
  }

  private ByteSource source(HttpSettings settings, URI address) throws IOException {
    ByteSources sources =
        new ByteSources(
            settings, pauses::add, new SplittableRandom(1), Clock.fixed(NOW, ZoneOffset.UTC));
    opened.add(sources);
    return sources.open(address);
  }

  private GeoTiff open(HttpSettings settings) throws IOException {
    return GeoTiff.open(source(settings), new TileCache(1 << 20));
  }

  private static float[] expected(PixelWindow window) {
    float[] all = SmallFiles.texture(SIZE, SIZE, 0);
    float[] out = new float[window.size()];
    for (int r = 0; r < window.rows(); r++) {
      for (int c = 0; c < window.cols(); c++) {
        float value = all[(window.row() + r) * SIZE + window.col() + c];
        out[r * window.cols() + c] = value == SmallFiles.NODATA ? Float.NaN : value;
      }
    }
    return out;
  }

  private void fails(Code code, HttpSettings settings) {
    assertThatExceptionOfType(RasterException.class)
        .isThrownBy(() -> open(settings))
        .withMessageContaining("localhost")
        .withMessageContaining("/image.tif")
        .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  @Test
  void the_header_costs_one_request() throws IOException {
    try (GeoTiff tiff = open(settings())) {
      assertThat(tiff.levels()).hasSizeGreaterThan(3);
      assertThat(tiff.grid()).isPresent();
      assertThat(server.requests).containsExactly("bytes=0-32767");
    }
  }

  @Test
  void neighbouring_tiles_come_in_one_request_and_distant_ones_in_several() throws IOException {
    // Tiles of 32 x 32 uint16: 2 KiB each, 13 to a row.
    HttpSettings noGaps = settings().withRequests(4, 0, 8 << 20);
    try (GeoTiff tiff = open(noGaps)) {
      PixelWindow twoRowsOfTiles = new PixelWindow(300, 210, 60, 40);
      assertThat(tiff.read(0, List.of(twoRowsOfTiles)).getFirst())
          .isEqualTo(expected(twoRowsOfTiles));
      assertThat(server.requests).hasSize(1 + 2);
    }
    server.requests.clear();
    try (GeoTiff tiff = open(settings())) {
      PixelWindow twoRowsOfTiles = new PixelWindow(300, 210, 60, 40);
      tiff.read(0, List.of(twoRowsOfTiles));
      assertThat(server.requests).hasSize(1 + 1);
    }
  }

  @Test
  void a_small_file_needs_no_request_but_the_first() throws IOException {
    byte[] small = SmallFiles.cog(SampleFormat.UINT8, 60, 60, 1, true);
    try (RangeServer smallServer = new RangeServer(small);
        GeoTiff tiff =
            GeoTiff.open(source(settings(), smallServer.address()), new TileCache(1 << 20))) {
      tiff.read(0, List.of(new PixelWindow(0, 0, 60, 60)));
      assertThat(smallServer.requests).hasSize(1);
    }
  }

  @Test
  void several_ranges_are_fetched_at_once_but_not_more_than_allowed() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    try (ByteSource source = source(settings().withRequests(3, 0, 8 << 20))) {
      source.readHead(10);
      server.always =
          (exchange, first, last) -> {
            two.countDown();
            try {
              assertThat(two.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
              throw new IOException(interrupted);
            }
            server.well(exchange, first, last);
          };
      List<ByteRange> ranges = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        ranges.add(new ByteRange(20_000L * (11 - i), 100 + i));
      }
      List<byte[]> read = source.read(ranges);
      for (int i = 0; i < 12; i++) {
        int from = (int) ranges.get(i).offset();
        assertThat(read.get(i)).isEqualTo(Arrays.copyOfRange(bytes, from, from + 100 + i));
      }
      assertThat(server.requests).hasSize(13);
      assertThat(server.mostAtOnce.get()).isBetween(2, 3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, HTTP_FORBIDDEN",
    "403, HTTP_FORBIDDEN",
    "404, HTTP_NOT_FOUND",
    "410, HTTP_NOT_FOUND",
    "400, HTTP_REFUSED",
    "501, HTTP_SERVER_ERROR"
  })
  void a_lasting_refusal_is_not_tried_again(int status, Code code) {
    server.always = RangeServer.status(status);
    fails(code, settings());
    assertThat(server.requests).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void a_passing_failure_is_tried_again_after_a_pause(int status) throws IOException {
    server.next.add(RangeServer.status(status));
    server.next.add(RangeServer.status(status));
    try (GeoTiff tiff = open(settings())) {
      assertThat(tiff.cols()).isEqualTo(SIZE);
    }
    assertThat(server.requests).hasSize(3);
    assertThat(pauses).hasSize(2);
  }

  @Test
  void pauses_double_with_jitter_and_attempts_end() {
    server.always = RangeServer.status(503);
    fails(Code.HTTP_SERVER_ERROR, settings());
    assertThat(server.requests).hasSize(4);
    assertThat(pauses).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(pauses.get(i))
          .isBetween(Duration.ofMillis(500L << i), Duration.ofMillis(1000L << i));
    }
  }

  @Test
  void a_server_that_says_when_to_come_back_is_obeyed() throws IOException {
    server.next.add(RangeServer.status(429, "7"));
    server.next.add(RangeServer.status(503, "Sat, 1 Mar 2025 12:00:11 GMT"));
    server.next.add(RangeServer.status(503, "soon"));
    open(settings()).close();
    assertThat(pauses.subList(0, 2)).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(11));
    assertThat(pauses.get(2)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void a_server_that_asks_for_too_long_a_pause_is_given_up_on() {
    server.always = RangeServer.status(429, "3600");
    fails(Code.HTTP_SERVER_ERROR, settings());
    assertThat(server.requests).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void an_answer_that_does_not_come_in_time_is_an_error_of_its_own() {
    CountDownLatch over = new CountDownLatch(1);
    server.always =
        (exchange, first, last) -> {
          try {
            over.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
          }
        };
    HttpSettings hurried =
        settings()
            .withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(150))
            .withRetries(2, Duration.ZERO, Duration.ofSeconds(1));
    fails(Code.HTTP_TIMEOUT, hurried);
    assertThat(server.requests).hasSize(2);
    over.countDown();
  }

  @Test
  void a_body_that_breaks_off_is_asked_for_again() throws IOException {
    server.next.add(server::broken);
    try (GeoTiff tiff = open(settings())) {
      assertThat(tiff.cols()).isEqualTo(SIZE);
    }
    assertThat(server.requests).hasSize(2);
    server.always = server::broken;
    fails(Code.HTTP_UNREACHABLE, settings());
  }

  @Test
  void nobody_listening_is_said_so() {
    URI gone = server.address();
    server.close();
    assertThatExceptionOfType(RasterException.class)
        .isThrownBy(() -> source(settings(), gone).readHead(10))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.HTTP_UNREACHABLE));
    assertThat(pauses).hasSize(3);
  }

  @Test
  void a_server_without_ranges_is_read_whole_where_the_file_is_small() throws IOException {
    server.always = server::whole;
    try (GeoTiff tiff = open(settings())) {
      PixelWindow window = new PixelWindow(200, 200, 150, 150);
      assertThat(tiff.read(0, List.of(window)).getFirst()).isEqualTo(expected(window));
    }
    assertThat(server.requests).hasSize(1);
    fails(Code.HTTP_NO_RANGES, settings().withWholeBodyLimit(bytes.length - 1));
  }

  @Test
  void an_answer_with_other_bytes_than_asked_for_is_refused() {
    for (String wrong :
        List.of("", "bytes 1-32768/400000", "bytes 0-32767", "items 0-1/2", "bytes 0-99/400000")) {
      server.always = (exchange, first, last) -> server.partial(exchange, first, last, wrong);
      fails(Code.HTTP_WRONG_RANGE, settings());
    }
    server.always =
        (exchange, first, last) ->
            server.partial(exchange, first, last - 100, "bytes 0-32667/900000");
    fails(Code.HTTP_WRONG_RANGE, settings());
    server.always =
        (exchange, first, last) ->
            server.partial(exchange, first, last + 9, "bytes 0-32776/900000");
    fails(Code.HTTP_WRONG_RANGE, settings());
  }

  @Test
  void a_server_that_does_not_tell_the_size_is_read_all_the_same() throws IOException {
    server.always =
        (exchange, first, last) ->
            server.partial(exchange, first, last, "bytes " + first + "-" + last + "/*");
    try (ByteSource source = source(settings())) {
      assertThat(source.size()).isEqualTo(ByteSource.UNKNOWN_SIZE);
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> source.read(List.of(new ByteRange(bytes.length - 5, 10))))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.TIFF_TRUNCATED));
    }
    try (GeoTiff tiff = open(settings())) {
      PixelWindow window = new PixelWindow(10, 10, 300, 300);
      assertThat(tiff.read(0, List.of(window)).getFirst()).isEqualTo(expected(window));
    }
  }

  @Test
  void a_range_beyond_the_end_says_that_the_copy_is_not_whole() throws IOException {
    try (ByteSource source = source(settings())) {
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> source.read(List.of(new ByteRange(10_000_000, 10))))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.TIFF_TRUNCATED));
      assertThat(source.size()).isEqualTo(bytes.length);
    }
  }

  @Test
  void a_file_replaced_while_it_is_read_is_noticed() throws IOException {
    AtomicInteger version = new AtomicInteger(1);
    server.always =
        (exchange, first, last) -> {
          exchange.getResponseHeaders().set("ETag", "\"v" + version.get() + "\"");
          server.well(exchange, first, last);
        };
    try (ByteSource source = source(settings())) {
      assertThat(source.entityTag()).isEmpty();
      source.readHead(10);
      assertThat(source.entityTag()).hasValue("\"v1\"");
      source.read(List.of(new ByteRange(100, 10)));
      version.set(2);
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> source.read(List.of(new ByteRange(200, 10))))
          .withMessageContaining("\"v2\"")
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.HTTP_CHANGED));
    }
    server.always = server::well;
    try (ByteSource source = source(settings())) {
      source.readHead(10);
      server.always =
          (exchange, first, last) ->
              server.partial(exchange, first, last, "bytes " + first + "-" + last + "/999999");
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> source.read(List.of(new ByteRange(200, 10))))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.HTTP_CHANGED));
    }
  }

  @Test
  void secrets_are_sent_but_not_told() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    server.always =
        (exchange, first, last) -> {
          seen.add(exchange.getRequestURI().getQuery());
          seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(403, -1);
        };
    URI signed = URI.create(server.address() + "?sig=hush");
    HttpSettings settings = settings().withHeaders(Map.of("Authorization", "Bearer quiet"));
    assertThatExceptionOfType(RasterException.class)
        .isThrownBy(() -> source(settings, signed).readHead(10))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush").doesNotContain("quiet"));
    assertThat(seen).containsExactly("sig=hush", "Bearer quiet");
    assertThat(settings.toString()).doesNotContain("quiet");
  }

  @Test
  void an_interrupted_reader_stops_and_stays_interrupted() throws IOException {
    try (ByteSource source = source(settings())) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> source.readHead(10))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.INTERRUPTED));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void other_addresses_are_refused_with_advice() {
    try (ByteSources sources = new ByteSources(settings())) {
      for (String address :
          List.of("s3://bucket/key.tif", "http:///key.tif", "file://host/x.tif")) {
        assertThatExceptionOfType(RasterException.class)
            .isThrownBy(() -> sources.open(URI.create(address)))
            .satisfies(e -> assertThat(e.code()).isIn(Code.HREF_UNSUPPORTED, Code.FILE_NOT_FOUND));
      }
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> sources.open(URI.create("no/such/file.tif")))
          .withMessageContaining("no/such/file.tif")
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.FILE_NOT_FOUND));
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> sources.open(URI.create(".")))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.FILE_UNREADABLE));
    }
  }
}
