package org.cairn.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.cairn.app.record.RunRecords;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.report.ReportFixture;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.WatchResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** How much script pages bring: the addresses of all routes, and what their links lead to. */
class ScriptSizeTest {
  /** Of a page without a map, compressed. */
  private static final int MOST_BYTES = 60_000;

  /** Of one kind of address, and of all. */
  private static final int MOST_ALIKE = 3;

  private static final int MOST_PAGES = 110;

  private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");

  /** Whatever a page names: what is loaded with it, and what a script of it loads later. */
  private static final Pattern SCRIPT =
      Pattern.compile("[\"'(](/assets/[0-9a-f]+/[A-Za-z0-9._-]+\\.m?js)[\"')]");

  private static final String MAP = "<cairn-map";

  /** A map that is closed at first names its code, and loads it once somebody opens it. */
  private static final Pattern CLOSED_MAP =
      Pattern.compile("(<cairn-area)[^>]*>(?=\\s*<details><summary>)");

  @TempDir static Path folder;

  private static ServedWorkspace served;
  private static HttpVisitor person;

  /** Pages by their address. */
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  @BeforeAll
  static void serve() throws Exception {
    Clock clock = Clock.systemUTC();
    Workspace workspace =
        Workspace.create(folder.resolve("ws"), "example.org/log", clock, new SecureRandom());
    WatchResult result = ReportFixture.full();
    try (LedgerWriter writer = LedgerWriter.open(workspace, clock);
        PlaceRegister register = PlaceRegister.open(workspace)) {
      register.add(writer, result.places().stream().map(ScriptSizeTest::described).toList());
      writer.append(
          RunRecords.of(
              result,
              new RunRecords.Run("run-1", "images", "cairn test"),
              WorkspaceIndex.read(workspace),
              workspace.blobs()));
    }
    served = ServedWorkspace.serve(workspace, clock);
    person = served.signedIn("all-roles", "Stone Watch", Role.values());
    walk();
  }

  private static PlaceDescription described(PlaceResult place) {
    return PlaceDescription.of(
        place.place().id(),
        Name.of("Place " + place.place().id()),
        PlaceGeometry.of(place.place().geometry(), PlaceGeometry.Extent.FOOTPRINT));
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
  }

  private static void walk() throws Exception {
    Queue<String> left = new ArrayDeque<>(routes());
    Set<String> seen = new LinkedHashSet<>(left);
    Map<String, Integer> alike = new HashMap<>();
    while (!left.isEmpty() && PAGES.size() < MOST_PAGES) {
      String path = left.remove();
      HttpResponse<String> answer = person.get(path);
      boolean page = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
      if (page) {
        PAGES.put(path, answer.body());
      }
      Matcher link = LINK.matcher(page ? answer.body() : "");
      while (link.find()) {
        String next = link.group(1).replace("&amp;", "&");
        // Addresses that differ in ids alone lead to pages of one kind.
        String kind = next.replaceAll("\\?.*", "").replaceAll("(?<=^/[a-z-]{1,20}/)[^/]+", "x");
        boolean wanted = !next.startsWith("/assets/") && !next.contains("lang=") && seen.add(next);
        if (wanted && alike.merge(kind, 1, Integer::sum) <= MOST_ALIKE) {
          left.add(next);
        }
      }
    }
  }

  /** Each with something in place of its variables. */
  private static List<String> routes() {
    RequestMappingHandlerMapping mapping = served.server().part(RequestMappingHandlerMapping.class);
    Set<String> paths = new TreeSet<>();
    for (RequestMappingInfo one : mapping.getHandlerMethods().keySet()) {
      Set<RequestMethod> methods = one.getMethodsCondition().getMethods();
      if (methods.isEmpty() || methods.contains(RequestMethod.GET)) {
        paths.addAll(one.getPatternValues());
      }
    }
    return paths.stream()
        .map(path ->
            path.replaceAll("\\{[^}]*\\}", "x").replace("**", "nothing-here").replace("*", "x"))
        .toList();
  }

  @Test
  void walks_through_pages_of_every_room() {
    assertThat(PAGES).hasSizeGreaterThan(40);
    for (String beginning : List.of("/places", "/review", "/people", "/me", "/cases", "/sign-in")) {
      assertThat(PAGES.keySet()).anyMatch(path -> path.startsWith(beginning));
    }
    assertThat(PAGES.values()).anyMatch(page -> page.contains(MAP));
    assertThat(PAGES.values()).anyMatch(page -> page.contains("/review.js"));
    assertThat(PAGES.values()).anyMatch(page -> CLOSED_MAP.matcher(page).find());
  }

  @Test
  void pages_without_a_map_bring_less_than_60_kilobytes_of_script() throws Exception {
    Map<String, Integer> sizes = new HashMap<>();
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      if (!page.getValue().contains(MAP)) {
        int bytes = 0;
        for (String script : scripts(atFirst(page.getValue()))) {
          bytes += size(script, sizes);
        }
        assertThat(bytes).as(page.getKey()).isPositive().isLessThan(MOST_BYTES);
      }
    }
  }

  @Test
  void the_code_of_the_map_is_on_pages_with_a_map_alone() throws Exception {
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      boolean code =
          scripts(atFirst(page.getValue())).stream()
              .anyMatch(script -> script.contains("maplibre") || script.endsWith("/map.js"));
      assertThat(code).as(page.getKey()).isEqualTo(page.getValue().contains(MAP));
    }
  }

  private static String atFirst(String page) {
    return CLOSED_MAP.matcher(page).replaceAll("$1>");
  }

  /** With those that they name themselves. */
  private static Set<String> scripts(String page) throws Exception {
    Set<String> all = new LinkedHashSet<>();
    List<String> texts = new ArrayList<>(Collections.singletonList(page));
    while (!texts.isEmpty()) {
      Matcher script = SCRIPT.matcher(texts.removeLast());
      while (script.find()) {
        if (all.add(script.group(1))) {
          texts.add(person.get(script.group(1)).body());
        }
      }
    }
    return all;
  }

  private static int size(String script, Map<String, Integer> sizes) throws Exception {
    Integer known = sizes.get(script);
    if (known == null) {
      HttpResponse<String> answer = person.get(URI.create(script).getPath());
      assertThat(answer.statusCode()).as(script).isEqualTo(200);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(answer.body().getBytes(StandardCharsets.UTF_8));
      }
      known = bytes.size();
      sizes.put(script, known);
    }
    return known;
  }
}
