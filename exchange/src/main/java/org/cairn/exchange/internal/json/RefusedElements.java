package org.cairn.exchange.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.AtomicFiles;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.internal.ProblemTexts;
import tools.jackson.databind.node.ObjectNode;

/** The objects of a JSON file that gave no place, as a file of the same kind. */
public final class RefusedElements {
  private RefusedElements() {}

  /** How a format lays its objects out. */
  public enum Shape {
    /** Of a collection; the reason is among a feature's properties. */
    FEATURES("{\"type\":\"FeatureCollection\",\"features\":[", "]}"),
    /** A list. */
    OBJECTS("[", "]"),
    /** Resources of JSON-LD, with the context that the file gave all of them. */
    GRAPH("{\"@graph\":[", "]}"),
    /** Business data of Arches. */
    RESOURCES("{\"business_data\":{\"resources\":[", "]}}");

    private final String before;
    private final String after;

    Shape(String before, String after) {
      this.before = before;
      this.after = after;
    }
  }

  /** Of a format by its name; empty where it is none of JSON that can be handed back. */
  public static Optional<Shape> shape(String format) {
    return switch (format) {
      case "lpf", "eamena", "geojson" -> Optional.of(Shape.FEATURES);
      case "pleiades" -> Optional.of(Shape.OBJECTS);
      case "arches" -> Optional.of(Shape.RESOURCES);
      case "linked-art", "arches-json-ld" -> Optional.of(Shape.GRAPH);
      default -> Optional.empty();
    };
  }

  /**
   * Reads the file again, one object in memory at a time.
   *
   * @return how many were written
   */
  public static int write(Path source, Shape shape, List<RowProblem> problems, Path out)
      throws IOException {
    Map<Integer, String> wrong = ProblemTexts.byRow(problems);
    int[] written = new int[1];
    AtomicFiles.write(
        out,
        stream -> {
          Problems silent = Problems.silent(source.toString());
          Refused refused = new Refused(stream, shape, silent, wrong);
          String before = shape == Shape.GRAPH ? graph(source, silent) : shape.before;
          stream.write(before.getBytes(UTF_8));
          try {
            read(source, shape, silent, refused);
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
          stream.write(("\n" + shape.after + "\n").getBytes(UTF_8));
          written[0] = refused.written;
        });
    return written[0];
  }

  /** How a graph begins, with the context that stands beside it. */
  private static String graph(Path source, Problems silent) throws IOException {
    ObjectNode beside = Json.MAPPER.createObjectNode();
    JsonSource.readGraph(
        source,
        silent,
        new JsonSource.Handler() {
          @Override
          public void element(ObjectNode element) {
            // Each is written with the context that it has itself.
          }

          @Override
          public void collection(ObjectNode members) {
            if (members.has("@context")) {
              beside.set("@context", members.path("@context"));
            }
          }
        });
    return beside.isEmpty()
        ? Shape.GRAPH.before
        : "{\"@context\":" + Json.text(beside.path("@context")) + ",\"@graph\":[";
  }

  private static void read(Path source, Shape shape, Problems silent, JsonSource.Handler handler)
      throws IOException {
    switch (shape) {
      case FEATURES -> JsonSource.readFeatures(source, silent, handler);
      case OBJECTS -> JsonSource.readObjects(source, silent, handler);
      case GRAPH -> JsonSource.readGraph(source, silent, handler);
      case RESOURCES ->
          JsonSource.readWrapped(source, "business_data", "resources", silent, handler);
    }
  }

  private static final class Refused implements JsonSource.Handler {
    private final OutputStream out;
    private final Shape shape;
    private final Problems rows;
    private final Map<Integer, String> wrong;
    private int written;

    Refused(OutputStream out, Shape shape, Problems rows, Map<Integer, String> wrong) {
      this.out = out;
      this.shape = shape;
      this.rows = rows;
      this.wrong = wrong;
    }

    @Override
    public void element(ObjectNode element) {
      String problem = wrong.get(rows.row());
      if (problem == null) {
        return;
      }
      ObjectNode beside =
          shape != Shape.FEATURES
              ? element
              : element.path("properties") instanceof ObjectNode properties
                  ? properties
                  : element.putObject("properties");
      beside.put(ProblemTexts.MEMBER, problem);
      try {
        out.write(((written++ == 0 ? "\n" : ",\n") + Json.text(element)).getBytes(UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void collection(ObjectNode members) {
      // What stands beside the features says nothing of any of them.
    }
  }
}
