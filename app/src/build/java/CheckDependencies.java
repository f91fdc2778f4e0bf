import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks OSV which vulnerabilities of the shipped parts are known ({@code POST /v1/querybatch},
 * answers in the order of the questions, pages by {@code next_page_token}), and compares with the
 * dated list of those that are accepted for now. Run as a source file by {@code
 * packaging/check-dependencies}, never shipped.
 *
 * <p>Arguments: the list of parts (CycloneDX), the folder with the lists, the address of OSV.
 */
public final class CheckDependencies {
  private static final int FINE = 0;
  private static final int FOUND = 1;
  private static final int NOT_ASKED = 2;

  private static final int AT_ONCE = 500;
  private static final int MOST_PAGES = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private CheckDependencies() {}

  public static void main(String[] arguments) throws IOException {
    System.exit(
        run(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            URI.create(arguments[2]),
            LocalDate.now(),
            System.out));
  }

  private record Accepted(LocalDate until, String why) {}

  /** For the test too. */
  public static int run(Path bom, Path lists, URI osv, LocalDate today, Appendable out)
      throws IOException {
    List<String> parts = new ArrayList<>();
    JsonMapper.shared()
        .readTree(Files.readString(bom))
        .path("components")
        .forEach(part -> parts.add(part.path("purl").asString()));
    boolean stale = tellStale(lists.resolve("dependencies.allow"), today, out);
    Map<String, Set<String>> known;
    try {
      known = ask(osv, parts);
    } catch (IOException e) {
      say(
          out,
          "NOT CHECKED: "
              + osv
              + " could not be asked about "
              + parts.size()
              + " parts ("
              + e
              + "). Nothing is known about their vulnerabilities; ask again where the network allows it.");
      return stale ? FOUND : NOT_ASKED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOT_ASKED;
    }
    boolean found = tellKnown(known, lists.resolve("vulnerabilities.allow"), today, out);
    say(out, parts.size() + " parts asked about at " + osv + ": " + (found ? "see above" : "nothing known but what is accepted"));
    return found || stale ? FOUND : FINE;
  }

  private static void say(Appendable out, String line) throws IOException {
    out.append(line).append(System.lineSeparator());
  }

  /** Told after a year, wrong after two. */
  private static boolean tellStale(Path file, LocalDate today, Appendable out) throws IOException {
    boolean stale = false;
    for (String[] columns : columns(file)) {
      LocalDate looked = LocalDate.parse(columns[2].strip());
      if (looked.plusYears(1).isBefore(today)) {
        boolean over = looked.plusYears(2).isBefore(today);
        stale |= over;
        say(
            out,
            (over ? "TOO LONG AGO: " : "long ago: ")
                + columns[0].strip()
                + " was last looked at on "
                + looked);
      }
    }
    return stale;
  }

  private static List<String[]> columns(Path file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] columns = line.split("\\|");
        if (columns.length != 4) {
          throw new IOException(file + ": four columns are expected, found: " + line);
        }
        rows.add(columns);
      }
    }
    return rows;
  }

  private static boolean tellKnown(
      Map<String, Set<String>> known, Path file, LocalDate today, Appendable out)
      throws IOException {
    Map<String, Accepted> accepted = new LinkedHashMap<>();
    for (String[] columns : columns(file)) {
      accepted.put(
          columns[0].strip() + " " + columns[1].strip(),
          new Accepted(LocalDate.parse(columns[2].strip()), columns[3].strip()));
    }
    Set<String> unused = new TreeSet<>(accepted.keySet());
    boolean found = false;
    for (Map.Entry<String, Set<String>> part : known.entrySet()) {
      for (String id : part.getValue()) {
        String key = id + " " + part.getKey();
        Accepted entry = accepted.get(key);
        unused.remove(key);
        if (entry != null && !entry.until().isBefore(today)) {
          say(out, "accepted until " + entry.until() + ": " + key + " (" + entry.why() + ")");
        } else {
          found = true;
          String since = entry == null ? "" : ", accepted until " + entry.until() + " only";
          say(out, "VULNERABLE: " + key + since + ", see https://osv.dev/vulnerability/" + id);
        }
      }
    }
    for (String key : unused) {
      say(out, "no longer needed in " + file.getFileName() + ": " + key);
    }
    return found;
  }

  private record Question(String purl, String page) {}

  private static Map<String, Set<String>> ask(URI osv, List<String> parts)
      throws IOException, InterruptedException {
    Map<String, Set<String>> known = new TreeMap<>();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      List<Question> open = new ArrayList<>();
      parts.forEach(part -> open.add(new Question(part, "")));
      for (int page = 0; !open.isEmpty(); page++) {
        if (page == MOST_PAGES) {
          throw new IOException("the answer has no end");
        }
        List<Question> more = new ArrayList<>();
        for (int from = 0; from < open.size(); from += AT_ONCE) {
          List<Question> batch = open.subList(from, Math.min(open.size(), from + AT_ONCE));
          JsonNode results = post(client, osv.resolve("/v1/querybatch"), batch).path("results");
          if (results.size() != batch.size()) {
            throw new IOException(batch.size() + " answers expected, found " + results.size());
          }
          for (int i = 0; i < batch.size(); i++) {
            Question question = batch.get(i);
            for (JsonNode one : results.get(i).path("vulns")) {
              known
                  .computeIfAbsent(question.purl(), part -> new TreeSet<>())
                  .add(one.path("id").asString());
            }
            String next = results.get(i).path("next_page_token").asString("");
            if (!next.isEmpty()) {
              more.add(new Question(question.purl(), next));
            }
          }
        }
        open.clear();
        open.addAll(more);
      }
    }
    return known;
  }

  private static JsonNode post(HttpClient client, URI address, List<Question> batch)
      throws IOException, InterruptedException {
    List<Map<String, Object>> queries = new ArrayList<>();
    for (Question question : batch) {
      Map<String, Object> query = new LinkedHashMap<>();
      query.put("package", Map.of("purl", question.purl()));
      if (!question.page().isEmpty()) {
        query.put("page_token", question.page());
      }
      queries.add(query);
    }
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JsonMapper.shared().writeValueAsString(Map.of("queries", queries))))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode());
    }
    try {
      return JsonMapper.shared().readTree(answer.body());
    } catch (tools.jackson.core.JacksonException e) {
      throw new IOException("no JSON", e);
    }
  }
}
