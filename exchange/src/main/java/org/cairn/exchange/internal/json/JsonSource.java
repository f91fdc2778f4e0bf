package org.cairn.exchange.internal.json;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.ProblemTexts;
import org.cairn.exchange.internal.TextInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON file as a row of objects, one in memory at a time: the features of a collection, the
 * elements of a list, or documents one after the other. Where each line is a document, a broken one
 * costs only itself; elsewhere nothing after it can be read.
 */
public final class JsonSource {
  private static final int MAX_LINE_CHARACTERS = 64 << 20;
  private static final int LOOK_AHEAD = 1 << 16;

  /** Takes what is found. */
  public interface Handler {
    /** An object of the list; {@link Problems#row} is its number. */
    void element(ObjectNode element);

    /** The members a collection has beside its features; may come before, between or after them. */
    void collection(ObjectNode members);
  }

  private final Problems problems;
  private final String list;
  private final String wrapper;
  private final Handler handler;
  private int count;

  private JsonSource(Problems problems, String list, String wrapper, Handler handler) {
    this.problems = problems;
    this.list = list;
    this.wrapper = wrapper;
    this.handler = handler;
  }

  /** GeoJSON: a document is a feature, or a collection of them. */
  public static void readFeatures(Path file, Problems problems, Handler handler)
      throws IOException {
    new JsonSource(problems, "features", "", handler).read(file);
  }

  /** Any JSON: a document is an element, or a list of them. */
  public static void readObjects(Path file, Problems problems, Handler handler) throws IOException {
    new JsonSource(problems, "", "", handler).read(file);
  }

  /** JSON-LD: a document is a resource, a list of them, or has them in {@code @graph}. */
  public static void readGraph(Path file, Problems problems, Handler handler) throws IOException {
    new JsonSource(problems, "@graph", "", handler).read(file);
  }

  /** A list of objects in a member of another: {@code {"business_data":{"resources":[…]}}}. */
  public static void readWrapped(
      Path file, String wrapper, String list, Problems problems, Handler handler)
      throws IOException {
    new JsonSource(problems, list, wrapper, handler).read(file);
  }

  private void read(Path file) throws IOException {
    Optional<String> binary;
    try {
      binary = TextInput.binaryKind(file);
    } catch (NoSuchFileException e) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FILE_MISSING,
          "No such file: '" + file + "'; check the path given",
          e);
    }
    if (binary.isPresent()) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.BINARY_FILE,
          "'" + file + "' is " + binary.get() + ", not JSON: export it as JSON");
    }
    try (TextInput input = TextInput.open(file)) {
      if (input.isEmpty()) {
        refuseFile(
            Code.FILE_EMPTY,
            "The file is empty.",
            "JSON with at least one place",
            "Check whether the export finished.");
        return;
      }
      if (isLines(file)) {
        readLines(new BufferedReader(input.reader(), LOOK_AHEAD), input);
      } else {
        readDocuments(input.reader(), input);
      }
      sayEncoding(input);
    }
    if (count == 0 && !problems.anyRefused()) {
      refuseFile(
          Code.NO_PLACES,
          "The file holds no place.",
          "at least one feature",
          "Check the filter of the export.");
    }
  }

  private void sayEncoding(TextInput input) {
    problems.at(0);
    if (input.isGuessed()) {
      problems.note(
          Code.ENCODING_GUESSED,
          "",
          "",
          "The file has no byte order mark and was read as " + input.charset().name() + ".",
          "",
          "");
    }
    if (input.firstUndecodableByte().isPresent()) {
      problems.note(
          Code.ENCODING_NOT_UTF8,
          "",
          "",
          "The bytes at offset "
              + input.firstUndecodableByte().getAsLong()
              + " are not valid "
              + input.charset().name()
              + ".",
          "UTF-8",
          "Save the file anew as UTF-8; features with such bytes were left out.");
    }
  }

  /** Whether the first line is a whole object and another begins on the next. */
  private static boolean isLines(Path file) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.(jsonl|ndjson|geojsonl|geojsons|ldjson)")) {
      return true;
    }
    try (TextInput input = TextInput.open(file)) {
      char[] head = new char[LOOK_AHEAD];
      int length = 0;
      for (int n;
          length < head.length
              && (n = input.reader().read(head, length, head.length - length)) > 0; ) {
        length += n;
      }
      String text = new String(head, 0, length);
      int end = text.indexOf('\n');
      String rest = end < 0 ? "" : text.substring(end + 1).strip();
      if (!text.startsWith("{") || !rest.startsWith("{")) {
        return false;
      }
      return Json.MAPPER.readTree(text.substring(0, end)).isObject();
    } catch (JacksonException e) {
      // No document by itself: the file is one document over many lines, or is broken.
      return false;
    }
  }

  private void readLines(BufferedReader reader, TextInput input) throws IOException {
    StringBuilder line = new StringBuilder();
    boolean tooLong = false;
    for (int c = reader.read(); ; c = reader.read()) {
      if (c >= 0 && c != '\n') {
        tooLong |= line.length() >= MAX_LINE_CHARACTERS;
        if (!tooLong) {
          line.append((char) c);
        }
        continue;
      }
      if (tooLong) {
        problems.at(++count);
        problems.refuse(
            Code.VALUE_TOO_LONG,
            "",
            "",
            "The line is too long.",
            "at most " + MAX_LINE_CHARACTERS + " characters in one line",
            "See whether line ends are missing.");
      } else {
        // RFC 8142 puts a record separator before each text.
        String text = line.toString().replace("\u001E", "").strip();
        if (!text.isEmpty()) {
          readDocuments(new StringReader(text), input);
        }
      }
      if (c < 0) {
        return;
      }
      line.setLength(0);
      tooLong = false;
    }
  }

  private void readDocuments(Reader reader, TextInput input) throws IOException {
    int before = count;
    try (JsonParser parser = Json.MAPPER.createParser(reader)) {
      while (parser.nextToken() != null) {
        switch (parser.currentToken()) {
          case START_OBJECT -> readDocument(parser, input);
          case START_ARRAY -> readList(parser, input);
          default ->
              refuseFile(
                  Code.NOT_GEOJSON,
                  "The file is JSON, but holds no object.",
                  "an object or a list of objects",
                  "Export the places again.");
        }
      }
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      problems.at(reader instanceof StringReader ? Math.max(before + 1, count) : 0);
      count += reader instanceof StringReader && count == before ? 1 : 0;
      broken(e);
    }
  }

  private void readDocument(JsonParser parser, TextInput input) {
    ObjectNode rest = Json.MAPPER.createObjectNode();
    boolean collection = readMembers(parser, input, rest);
    boolean empty =
        list.equals("features") && rest.path("type").asString("").equals("FeatureCollection");
    problems.at(0);
    if (collection || empty) {
      handler.collection(rest);
    } else {
      element(rest, input);
    }
  }

  /** Whether the list was among them; the others go to {@code rest}. */
  private boolean readMembers(JsonParser parser, TextInput input, ObjectNode rest) {
    boolean found = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      JsonToken token = parser.nextToken();
      if (member.equals(list) && token == JsonToken.START_ARRAY) {
        found = true;
        readList(parser, input);
      } else if (!wrapper.isEmpty() && member.equals(wrapper) && token == JsonToken.START_OBJECT) {
        found |= readMembers(parser, input, rest);
      } else {
        rest.set(member, Json.MAPPER.readTree(parser));
      }
    }
    return found;
  }

  private void readList(JsonParser parser, TextInput input) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode node = Json.MAPPER.readTree(parser);
      if (node instanceof ObjectNode object) {
        element(object, input);
      } else {
        problems.at(++count);
        problems.refuse(
            Code.FEATURE_MALFORMED,
            "",
            Json.text(node),
            "The element of the list is not an object.",
            "an object in braces",
            "Take it out, or export the file again.");
      }
    }
  }

  private void element(ObjectNode element, TextInput input) {
    problems.at(++count);
    if (input.firstUndecodableByte().isPresent()
        && Json.text(element).indexOf(CleanText.UNDECODABLE) >= 0) {
      problems.refuse(
          Code.ENCODING_NOT_UTF8,
          "",
          "",
          "Some of its bytes are not valid " + input.charset().name() + ".",
          "UTF-8",
          "Save the file anew as UTF-8.");
      return;
    }
    withoutProblem(element);
    handler.element(element);
  }

  /** Of an object that was refused, corrected and comes again. */
  private static void withoutProblem(ObjectNode element) {
    element.remove(ProblemTexts.MEMBER);
    if (element.path("properties") instanceof ObjectNode properties) {
      properties.remove(ProblemTexts.MEMBER);
    }
  }

  private void refuseFile(Code code, String message, String expected, String whatToDo) {
    problems.at(0);
    problems.refuse(code, "", "", message, expected, whatToDo);
  }

  private void broken(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String where =
        at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    String after =
        problems.row() == 0
            ? "; %d feature(s) before it were read, nothing after it".formatted(count)
            : "";
    if (e instanceof StreamConstraintsException) {
      problems.refuse(
          Code.VALUE_TOO_LONG,
          "",
          "",
          "A value is too long or too deeply nested" + where + after + ".",
          "texts of at most %d characters, %d levels of brackets"
              .formatted(Json.MAX_STRING_CHARACTERS, Json.MAX_DEPTH),
          "Take the value out of the export.");
    } else if (e instanceof UnexpectedEndOfInputException) {
      problems.refuse(
          Code.JSON_BROKEN,
          "",
          "",
          "The JSON ends in the middle" + where + after + ".",
          "the closing brackets",
          "Copy or download the file again.");
    } else {
      problems.refuse(
          Code.JSON_BROKEN,
          "",
          "",
          "The JSON is broken" + where + after + ".",
          "well-formed JSON (RFC 8259)",
          "Correct it there, or export the file again.");
    }
  }

  /** The beginning of a file as text, for telling formats apart. */
  public static String headText(byte[] head) {
    return new String(head, TextInput.charsetOf(head));
  }

  /** Up to 64 KiB. */
  public static byte[] head(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(LOOK_AHEAD);
    }
  }
}
