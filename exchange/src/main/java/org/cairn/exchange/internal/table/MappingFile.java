package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.exchange.AtomicFiles;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.TableMapping;
import org.cairn.exchange.TableMapping.Column;
import org.cairn.exchange.TableMapping.Meaning;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mapping as JSON.
 *
 * <pre>{@code {"mapping":"cairn-table/1","severalRows":false,
 *  "columns":[{"heading":"Nom","meaning":"name","parameter":"fr","samples":["Pont"]}]}}</pre>
 */
public final class MappingFile {
  private static final String VERSION = "cairn-table/1";
  private static final long MAX_BYTES = 16L << 20;
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private MappingFile() {}

  /** See {@link TableMapping#write}. */
  public static void write(TableMapping mapping, Path file) throws IOException {
    ObjectNode root = MAPPER.createObjectNode().put("mapping", VERSION);
    root.put("severalRows", mapping.severalRows());
    ArrayNode columns = root.putArray("columns");
    for (Column column : mapping.columns()) {
      ObjectNode node =
          columns
              .addObject()
              .put("heading", column.heading())
              .put("meaning", column.meaning().code());
      if (!column.parameter().isEmpty()) {
        node.put("parameter", column.parameter());
      }
      ArrayNode samples = node.putArray("samples");
      column.samples().forEach(samples::add);
    }
    byte[] bytes =
        (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, out -> out.write(bytes));
  }

  /** See {@link TableMapping#read}. */
  public static TableMapping read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw malformed(file, "is larger than %,d bytes".formatted(MAX_BYTES));
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw malformed(file, "is not JSON");
    }
    if (!root.path("mapping").asString("").equals(VERSION)) {
      throw malformed(file, "has no member \"mapping\": \"" + VERSION + "\"");
    }
    List<Column> columns = new ArrayList<>();
    for (JsonNode node : root.path("columns")) {
      String heading = node.path("heading").asString("");
      String code = node.path("meaning").asString("");
      Meaning meaning =
          Meaning.ofCode(code)
              .orElseThrow(() ->
                  malformed(
                      file,
                      "gives column '%s' the meaning '%s'; there are: %s"
                          .formatted(
                              heading,
                              code,
                              String.join(
                                  ", ",
                                  java.util.Arrays.stream(Meaning.values())
                                      .map(Meaning::code)
                                      .toList()))));
      List<String> samples = new ArrayList<>();
      node.path("samples").forEach(sample -> samples.add(sample.asString("")));
      columns.add(new Column(heading, meaning, node.path("parameter").asString(""), samples));
    }
    return new TableMapping(root.path("severalRows").asBoolean(false), columns);
  }

  private static PlaceFormatException malformed(Path file, String what) {
    return new PlaceFormatException(
        PlaceFormatException.Code.FILE_UNREADABLE,
        "The mapping '%s' %s: let it be guessed again, or correct it".formatted(file, what));
  }
}
