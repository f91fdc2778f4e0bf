package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code docs/settings.md} has every setting that the code knows, and no other. Which those are is
 * asked of the code itself: where a name is not known, it says which are.
 */
class SettingsPageTest {
  private static final Path PAGE = Path.of("../docs/settings.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z_.\\[\\]]+)` \\| [^|]+ \\| [^|]+ \\| [^|]+ \\| [0-9.]+ \\|");

  /** Said to be the same by another name. */
  private static final String EARLIER = "map.sources[]";

  private static final Pattern EXAMPLE =
      Pattern.compile("^```yaml\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  /** That no setting has. */
  private static final String UNKNOWN = "zzz";

  private static final Pattern KNOWN =
      Pattern.compile("expected one of \\[([^\\]]*)\\], found '" + UNKNOWN + "'$");

  @TempDir static Path folder;

  private static String page;
  private static Set<String> documented;
  private static Set<String> known;

  @BeforeAll
  static void read() throws Exception {
    String all = Files.readString(PAGE);
    page = all.substring(0, all.indexOf("\n## Environment"));
    documented = new TreeSet<>();
    Matcher rows = ROW.matcher(page);
    while (rows.find()) {
      assertThat(documented.add(rows.group(1))).as("once: " + rows.group(1)).isTrue();
    }
    known = knownToTheCode();
  }

  private static List<Map<String, Object>> examples() {
    List<Map<String, Object>> examples = new ArrayList<>();
    Matcher blocks = EXAMPLE.matcher(page);
    while (blocks.find()) {
      examples.add(new Yaml().load(blocks.group(1)));
    }
    return examples;
  }

  @Test
  void has_every_setting_that_the_code_knows() {
    Set<String> missing = new TreeSet<>(known);
    missing.removeAll(documented);
    missing.removeIf(name -> documented.contains(name.replace(EARLIER, "map.layers[]")));
    assertThat(missing)
        .as("each of these needs a row in docs/settings.md, what has members an example too")
        .isEmpty();
  }

  @Test
  void has_none_that_the_code_does_not_know() {
    Set<String> unknown = new TreeSet<>(documented);
    unknown.removeAll(known);
    assertThat(unknown)
        .as("the code knows none of these (or there is no example of what they are in)")
        .isEmpty();
    assertThat(known).contains("web.address", "map.layers[].matrix_set", "timestamps[].roots");
  }

  @Test
  void its_examples_are_read_as_they_stand() throws Exception {
    assertThat(examples()).hasSizeGreaterThan(2);
    for (Map<String, Object> example : examples()) {
      Settings unused = read(example);
    }
  }

  // ---- what the code knows

  /** Of every map in the examples, and of what has a name and is in none. */
  private static Set<String> knownToTheCode() throws Exception {
    Set<String> found = new TreeSet<>(namesAt("", Map.of(UNKNOWN, 1)));
    for (Map<String, Object> example : examples()) {
      addOf(example, "", example, found);
    }
    for (String name : Set.copyOf(found)) {
      boolean inAnExample =
          found.stream()
              .anyMatch(other -> other.startsWith(name + ".") || other.startsWith(name + "[]."));
      if (!inAnExample && !name.contains("[]")) {
        found.addAll(membersOf(name));
      }
    }
    return found;
  }

  private static void addOf(Object node, String path, Map<String, Object> whole, Set<String> found)
      throws Exception {
    if (node instanceof Map<?, ?> map) {
      found.addAll(namesAt(path, with(map, whole)));
      for (Map.Entry<?, ?> member : map.entrySet()) {
        addOf(
            member.getValue(), (path.isEmpty() ? "" : path + ".") + member.getKey(), whole, found);
      }
    } else if (node instanceof List<?> list) {
      for (Object one : list) {
        addOf(one, path + "[]", whole, found);
      }
    }
  }

  /** The whole with an unknown name in one of its maps. */
  private static Map<String, Object> with(Map<?, ?> map, Map<String, Object> whole) {
    Map<String, Object> copy = new LinkedHashMap<>();
    whole.forEach((name, value) -> copy.put(name, copied(value, map)));
    if (map == whole) {
      copy.put(UNKNOWN, 1);
    }
    return copy;
  }

  private static Object copied(Object value, Map<?, ?> marked) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((name, member) -> copy.put(name, copied(member, marked)));
      if (map == marked) {
        copy.put(UNKNOWN, 1);
      }
      return copy;
    }
    return value instanceof List<?> list
        ? list.stream().map(one -> copied(one, marked)).toList()
        : value;
  }

  /** Of a setting without an example: as a map, and as a list of maps. */
  private static Set<String> membersOf(String path) throws Exception {
    Map<String, Object> member = Map.of(UNKNOWN, 1);
    Set<String> found = new TreeSet<>(namesAt(path, nested(path, member)));
    found.addAll(namesAt(path + "[]", nested(path, List.of(member))));
    return found;
  }

  private static Map<String, Object> nested(String path, Object value) {
    String[] steps = path.split("\\.");
    Object nested = value;
    for (int i = steps.length - 1; i >= 0; i--) {
      nested = Map.of(steps[i], nested);
    }
    @SuppressWarnings("unchecked") // Made above.
    Map<String, Object> whole = (Map<String, Object>) nested;
    return whole;
  }

  /** The names that the code says it knows there. */
  private static Set<String> namesAt(String path, Map<String, Object> settings) throws Exception {
    Optional<String> refusal = refusal(settings);
    Set<String> names = new TreeSet<>();
    if (refusal.isPresent()) {
      Matcher one = KNOWN.matcher(refusal.get());
      if (one.find()) {
        assertThat(one.group(1)).as("cut short, ask for fewer").doesNotContain("…");
        for (String name : one.group(1).split(", ")) {
          names.add(path.isEmpty() ? name : path + "." + name);
        }
      }
    }
    return names;
  }

  private static Optional<String> refusal(Map<String, Object> settings) throws IOException {
    try {
      Settings unused = read(settings);
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.fault().toString());
    }
  }

  private static Settings read(Map<String, Object> settings) throws IOException, RefusedException {
    Path file = folder.resolve("cairn.yaml");
    Files.writeString(file, new Yaml().dump(settings));
    return Settings.read(file);
  }
}
