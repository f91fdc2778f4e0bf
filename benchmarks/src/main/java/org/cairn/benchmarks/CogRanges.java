package org.cairn.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.cairn.benchmarks.Machine.say;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.cairn.app.web.Role;
import org.cairn.app.web.WebServer;
import org.cairn.app.web.people.People;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long parts of images take that the server hands out: 16 to 64 KiB from anywhere in a COG of
 * some 100 MB, and whole small COGs made of alerts' pictures. Open loop: a request is sent when it
 * is due, and its time runs from then. Server and driver share the process. {@code benchmarks/run
 * CogRanges FOLDER [RATE] [SECONDS]}.
 */
public final class CogRanges {
  private static final int SIDE = 7_168;
  private static final int ALERTS = 50;
  private static final int CHIP = 64;
  private static final Grid AREA =
      new Grid(Crs.ofEpsg(32_631), 500_000, 1_000_000, 10, -10, 512, 512);

  private CogRanges() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    double rate = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 200;
    int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
    Machine.print();
    Path image = image(folder);
    Path root = Files.createTempDirectory(folder, "workspace");
    Workspace workspace =
        Workspace.create(
            root.resolve("ws"), "bench.example/log", Clock.systemUTC(), new SecureRandom());
    record(workspace, image);
    String invitation;
    try (People people = People.open(workspace, Clock.systemUTC())) {
      invitation = people.invitationPath(people.addOrganisation("Bench"), Set.of(Role.CUSTODIAN));
    }
    try (Witness witness = workspace.openWitness(Clock.systemUTC());
        WebServer server =
            WebServer.start(
                workspace,
                witness,
                WebServer.Place.local(0),
                Clock.systemUTC(),
                new PrintWriter(System.err, true, UTF_8))) {
      measure(server, invitation, Files.size(image), rate, seconds);
    }
  }

  private static void measure(
      WebServer server, String invitation, long size, double rate, int seconds) throws Exception {
    String address = "http://localhost:" + server.port();
    try (HttpClient client =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      enter(client, address, invitation);
      List<URI> chips = chips(client, address);
      URI scene = URI.create(address + "/stac/scenes/large/red.tif");
      Load load = new Load(client, threads, rate);
      say("| Asked for | a second | p50, ms | p99, ms | most, ms | errors | MB sent |");
      say("| --- | --- | --- | --- | --- | --- | --- |");
      for (boolean counts : new boolean[] {false, true}) {
        SplittableRandom random = new SplittableRandom(1);
        load.send(
            counts,
            "16 to 64 KiB of a COG of %d MB".formatted(size / 1_000_000),
            seconds,
            () -> {
              int length = random.nextInt(16 << 10, (64 << 10) + 1);
              long first = random.nextLong(size - length);
              return HttpRequest.newBuilder(scene)
                  .header("Range", "bytes=" + first + "-" + (first + length - 1));
            });
        load.send(
            counts,
            "a chip as a COG",
            seconds,
            () ->
                HttpRequest.newBuilder(chips.get(random.nextInt(chips.size())))
                    .header("Range", "bytes=0-16383"));
      }
    }
  }

  private static void enter(HttpClient client, String address, String invitation)
      throws IOException, InterruptedException {
    String token =
        JsonMapper.shared().readTree(get(client, address + "/csrf")).path("token").asString();
    String form =
        "_csrf=" + token + "&name=Bench&login=bench&password=four+stones+upon+one+another";
    HttpResponse<String> entered =
        client.send(
            HttpRequest.newBuilder(URI.create(address + invitation))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    if (entered.statusCode() != 303) {
      throw new IOException("Not let in: " + entered.statusCode());
    }
  }

  private static String get(HttpClient client, String address)
      throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  private static List<URI> chips(HttpClient client, String address)
      throws IOException, InterruptedException {
    List<URI> chips = new ArrayList<>();
    JsonMapper.shared()
        .readTree(get(client, address + "/stac/collections/chips/items?limit=250"))
        .path("features")
        .forEach(
            item -> chips.add(URI.create(item.path("assets").path("cog").path("href").asString())));
    return chips;
  }

  /** Sends requests as they are due. */
  private record Load(HttpClient client, ExecutorService threads, double rate) {
    @FunctionalInterface
    private interface Next {
      HttpRequest.Builder request();
    }

    void send(boolean counts, String what, int seconds, Next next) throws Exception {
      int all = (int) (rate * seconds);
      double[] millis = new double[all];
      AtomicInteger errors = new AtomicInteger();
      AtomicLong bytes = new AtomicLong();
      long start = System.nanoTime();
      List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
      for (int each = 0; each < all; each++) {
        int number = each;
        long due = start + (long) (each * 1e9 / rate);
        HttpRequest request = next.request().build();
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
        sent.add(
            threads.submit(() -> {
              HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
              millis[number] = (System.nanoTime() - due) / 1e6;
              bytes.addAndGet(answer.body().length);
              return answer.statusCode() == 206 ? 0 : errors.incrementAndGet();
            }));
      }
      for (var one : sent) {
        one.get();
      }
      double taken = (System.nanoTime() - start) / 1e9;
      Arrays.sort(millis);
      if (counts) {
        say(
            "| %s | %.0f | %.1f | %.1f | %.1f | %d | %.0f |",
            what,
            all / taken,
            millis[all / 2],
            millis[(int) Math.ceil(0.99 * all) - 1],
            millis[all - 1],
            errors.get(),
            bytes.get() / 1e6);
      }
    }
  }

  /** Made once: noise that no compression makes small. */
  private static Path image(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("large.tif");
    if (!Files.exists(file)) {
      SplittableRandom random = new SplittableRandom(7);
      float[] pixels = new float[SIDE * SIDE];
      for (int at = 0; at < pixels.length; at++) {
        pixels[at] = random.nextInt(1 << 15);
      }
      CogWriter.of(
              new Grid(AREA.crs(), 500_000, 1_000_000, 10, -10, SIDE, SIDE), SampleFormat.UINT16)
          .withDeflate(1, false)
          .write(file, List.of(pixels));
    }
    return file;
  }

  /** A run with one scene, and alerts with six pictures each. */
  private static void record(Workspace workspace, Path image) throws Exception {
    List<Draft> drafts = new ArrayList<>();
    byte[] head = new byte[16 << 10];
    try (var in = Files.newInputStream(image)) {
      in.readNBytes(head, 0, head.length);
    }
    ObjectNode reads = node().put("item", "large");
    reads
        .putArray("assets")
        .addObject()
        .put("asset", "red")
        .put("href", image.toUri().toString())
        .putArray("ranges")
        .addArray()
        .add(0)
        .add(head.length)
        .add(HexFormat.of().formatHex(Sha256.of(head)));
    drafts.add(
        Draft.open(
            node()
                .put("type", "scene")
                .put("run", "run")
                .put("item", "large")
                .put("acquired", "2026-05-11T10:30:31Z")
                .put("blob", put(workspace, reads.toString().getBytes(UTF_8)))));
    SplittableRandom random = new SplittableRandom(3);
    List<PlaceDescription> places = new ArrayList<>();
    for (int each = 0; each < ALERTS; each++) {
      String place = "place-" + each;
      places.add(PlaceDescription.of(place, Name.of("Place " + each)));
      drafts.add(Draft.open(coverage(place)));
      drafts.add(Draft.open(alert(workspace, place, random)));
    }
    drafts.add(Draft.open(node().put("type", "run").put("run", "run")));
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC());
        PlaceRegister register = PlaceRegister.open(workspace)) {
      register.add(writer, places);
      writer.append(drafts);
    }
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String put(Workspace workspace, byte[] content) throws IOException {
    return "sha256:" + workspace.blobs().put(content).hex();
  }

  private static ObjectNode coverage(String place) {
    ObjectNode coverage =
        node()
            .put("type", "coverage")
            .put("run", "run")
            .put("place", place)
            .put("status", "watched");
    ObjectNode area = coverage.putObject("area").put("crs", AREA.crs().code());
    area.putArray("places").add(place);
    area.putArray("origin")
        .add(Double.toString(AREA.originX()))
        .add(Double.toString(AREA.originY()));
    area.putArray("step").add(Double.toString(AREA.stepX())).add(Double.toString(AREA.stepY()));
    area.putArray("size").add(AREA.cols()).add(AREA.rows());
    area.putArray("window").add(0).add(0).add(AREA.cols()).add(AREA.rows());
    area.putArray("items");
    return coverage;
  }

  private static ObjectNode alert(Workspace workspace, String place, SplittableRandom random)
      throws IOException {
    ObjectNode alert =
        node()
            .put("type", "alert")
            .put("run", "run")
            .put("alert", place + "@2026-05-11")
            .put("place", place);
    alert.putArray("items").add("large");
    ArrayNode chips = alert.putArray("chips");
    for (int number = 0; number < 6; number++) {
      chips
          .addObject()
          .put("role", number == 0 ? "before" : number == 1 ? "after" : "strip")
          .put("blob", put(workspace, picture(random)))
          .put("date", "2026-05-11")
          .put("item", "large");
    }
    int left = random.nextInt(AREA.cols() - CHIP);
    int top = random.nextInt(AREA.rows() - CHIP);
    int[][] outline = {{20, 30}, {24, 30}, {24, 34}, {20, 34}, {20, 30}};
    ArrayNode ring =
        alert
            .putObject("picture")
            .put("cols", CHIP)
            .put("rows", CHIP)
            .putArray("outline")
            .addArray();
    List<String> ground = new ArrayList<>();
    for (int[] at : outline) {
      ring.addArray().add(at[0] + ".0").add(at[1] + ".0");
      double[] lonLat = AREA.crs().toLonLat(AREA.xOf(left + at[0]), AREA.yOf(top + at[1]));
      ground.add(String.format(Locale.ROOT, "%.9f %.9f", lonLat[0], lonLat[1]));
    }
    return alert.put("changed_area", "POLYGON ((" + String.join(", ", ground) + "))");
  }

  private static byte[] picture(SplittableRandom random) throws IOException {
    BufferedImage image = new BufferedImage(CHIP, CHIP, BufferedImage.TYPE_INT_RGB);
    for (int at = 0; at < CHIP * CHIP; at++) {
      image.setRGB(at % CHIP, at / CHIP, 0x5f7d42 + random.nextInt(32) * 0x010101);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
