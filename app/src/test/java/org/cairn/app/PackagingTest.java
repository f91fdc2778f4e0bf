package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cairn.app.command.CairnCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Units, container and the page of settings name only what there is. */
class PackagingTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PACKAGING = ROOT.resolve("packaging");
  private static final String INSTALLED = "/opt/cairn/";
  private static final List<String> UNITS =
      List.of("cairn.service", "cairn-backup.service", "cairn-backup.timer");
  private static final Pattern VARIABLE = Pattern.compile("\\bCAIRN_[A-Z_]*[A-Z]\\b");
  private static final Pattern READ = Pattern.compile("getenv\\(\"([A-Z_]+)\"\\)");

  @TempDir private Path folder = Path.of("");

  private static String text(String name) throws IOException {
    return Files.readString(PACKAGING.resolve(name));
  }

  private static List<String> values(String unit, String name) throws IOException {
    return text(unit)
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .toList();
  }

  /** Parsed as the command itself would, and not run. */
  private static void requireCommand(List<String> words) {
    CommandLine cairn =
        CairnCommand.commandLine(
            new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
    CommandLine.ParseResult parsed = cairn.parseArgs(words.toArray(String[]::new));
    assertThat(parsed.subcommand().errors()).isEmpty();
  }

  @Test
  void what_the_units_start_is_a_command_with_these_options() throws IOException {
    List<String> commands = new ArrayList<>(values("cairn.service", "ExecStart"));
    commands.addAll(values("cairn-backup.service", "ExecStart"));
    assertThat(commands).hasSize(2);
    for (String command : commands) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      assertThat(words.removeFirst()).isEqualTo(INSTALLED + "cairn");
      requireCommand(words);
    }
  }

  @Test
  void the_server_is_held_as_a_stranger_s_service_would_be() throws IOException {
    assertThat(text("cairn.service").lines())
        .contains(
            "NoNewPrivileges=yes",
            "ProtectSystem=strict",
            "StateDirectory=cairn",
            "Restart=on-failure",
            "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
            "CapabilityBoundingSet=");
    assertThat(values("cairn.service", "MemoryMax")).containsExactly("3500M");
    assertThat(values("cairn.service", "User")).containsExactly("cairn");
  }

  @Test
  void systemd_finds_nothing_to_say_about_the_units() throws Exception {
    for (String unit : UNITS) {
      Files.writeString(
          folder.resolve(unit),
          text(unit)
              .replace("ExecStart=" + INSTALLED, "ExecStart=" + ROOT + "/")
              .replaceAll("(?m)^(User|Group)=.*$", "$1=root"));
    }
    Process analyze;
    try {
      analyze =
          new ProcessBuilder(
                  "systemd-analyze",
                  "verify",
                  "--man=no",
                  "--recursive-errors=no",
                  folder.resolve("cairn.service").toString(),
                  folder.resolve("cairn-backup.timer").toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException absent) {
      assumeTrue(false, "systemd-analyze is not here: the units were not verified by it");
      return;
    }
    String said =
        new String(analyze.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(analyze.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmpty();
    assertThat(analyze.exitValue()).isZero();
  }

  @Test
  void the_timer_starts_the_backup() throws IOException {
    assertThat(values("cairn-backup.timer", "Unit")).containsExactly("cairn-backup.service");
    assertThat(values("cairn-backup.timer", "Persistent")).containsExactly("yes");
  }

  @Test
  void the_container_copies_what_the_build_makes_and_starts_it_as_nobody_in_particular()
      throws IOException {
    String container = text("Containerfile");
    String launcher = Files.readString(ROOT.resolve("cairn"));
    String build =
        launcher
            + Files.readString(ROOT.resolve("app/pom.xml"))
            + Files.readString(ROOT.resolve("app/src/build/java/ShippedParts.java"));
    Matcher copies = Pattern.compile("(?m)^COPY --from=build (.*)$").matcher(container);
    List<String> copied = new ArrayList<>();
    while (copies.find()) {
      List<String> words = new ArrayList<>(List.of(copies.group(1).split(" ")));
      words.removeLast();
      copied.addAll(words);
    }
    assertThat(copied)
        .hasSizeGreaterThan(6)
        .allSatisfy(source -> {
          assertThat(source).startsWith(INSTALLED);
          String path = source.substring(INSTALLED.length());
          String name = path.substring(path.lastIndexOf('/') + 1);
          boolean there = Files.exists(ROOT.resolve(path));
          boolean made =
              path.startsWith("app/target/")
                  && (build.contains(name)
                      || name.equals("cairn.jar")
                          && build.contains("<finalName>cairn</finalName>"));
          assertThat(there || made).as(source).isTrue();
        });
    assertThat(container).contains("\nUSER 10001:10001\n", "\nHEALTHCHECK ");
    assertThat(container.lines().filter(line -> line.startsWith("FROM ")))
        .allMatch(line -> line.matches("FROM \\$\\{(JDK|NODE)\\}( AS [a-z]+)?"));
    Matcher start = Pattern.compile("(?m)^CMD \\[(.*)\\]$").matcher(container);
    assertThat(start.find()).isTrue();
    requireCommand(List.of(start.group(1).replace("\"", "").split(", ")));
  }

  @Test
  void every_variable_that_is_read_is_on_the_page_of_settings_and_no_other() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/settings.md"));
    String environment =
        page.substring(page.indexOf("\n## Environment"), page.indexOf("\n## Options"));
    Set<String> documented = new TreeSet<>();
    Matcher rows = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|").matcher(environment);
    while (rows.find()) {
      documented.add(rows.group(1));
    }
    Set<String> read = new TreeSet<>(List.of("JAVA_HOME", "MALLOC_ARENA_MAX"));
    Set<String> named = new TreeSet<>();
    for (Path file : sources()) {
      String source = Files.readString(file);
      READ.matcher(source).results().forEach(one -> read.add(one.group(1)));
      boolean script = file.startsWith(PACKAGING) || file.equals(ROOT.resolve("cairn"));
      VARIABLE.matcher(source).results().forEach(one -> (script ? read : named).add(one.group()));
      if (script) {
        Pattern.compile("\\$\\{([A-Z_]+):-")
            .matcher(source)
            .results()
            .map(one -> one.group(1))
            .filter(name -> !name.equals("TMPDIR"))
            .forEach(read::add);
      }
    }
    assertThat(documented).containsExactlyElementsOf(read);
    assertThat(read).containsAll(named);
  }

  private static List<Path> sources() throws IOException {
    List<Path> files = new ArrayList<>(List.of(ROOT.resolve("cairn")));
    try (Stream<Path> scripts = Files.list(PACKAGING);
        Stream<Path> classes = Files.walk(ROOT.resolve("app/src/main/java"));
        Stream<Path> below = Files.walk(ROOT.resolve("register/src/main/java"))) {
      scripts.filter(Files::isRegularFile).forEach(files::add);
      Stream.concat(classes, below)
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(files::add);
    }
    return files;
  }

  @Test
  void every_page_that_another_page_leads_to_is_there() throws IOException {
    List<String> lost = new ArrayList<>();
    for (String page : List.of("settings.md", "running.md")) {
      Path file = ROOT.resolve("docs").resolve(page);
      String text = Files.readString(file);
      Matcher links = Pattern.compile("\\]\\(([^)#]*)(?:#([a-z-]+))?\\)").matcher(text);
      while (links.find()) {
        String path = links.group(1);
        if (path.startsWith("http")) {
          continue;
        }
        Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        boolean there = Files.exists(target);
        String anchor = links.group(2);
        if (there && anchor != null) {
          there =
              Files.readString(target)
                  .lines()
                  .filter(line -> line.startsWith("#"))
                  .map(line -> line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT))
                  .map(line -> line.replaceAll("[^a-z ]", "").replace(' ', '-'))
                  .anyMatch(anchor::equals);
        }
        if (!there) {
          lost.add(page + ": " + links.group());
        }
      }
    }
    assertThat(lost).isEmpty();
  }
}
