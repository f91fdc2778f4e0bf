package org.cairn.exchange.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.PlacesRead;
import org.cairn.exchange.RowProblem.Code;

/** Finds the files, tells their formats and has each read. */
public final class PlaceFiles {
  private static final Set<String> JSON_ENDINGS =
      Set.of("geojson", "json", "jsonl", "ndjson", "geojsonl", "geojsons");
  private static final Set<String> TABLE_ENDINGS = Set.of("csv", "tsv", "tab");

  private PlaceFiles() {}

  /** A file to read, or one in a folder that was left out and why. */
  private record Candidate(Path file, Optional<Finding> leftOut) {}

  /** See {@link org.cairn.exchange.PlaceReader#read}. */
  public static PlacesRead read(List<Path> inputs) throws PlaceFormatException {
    List<Candidate> candidates = new ArrayList<>();
    for (Path input : inputs) {
      try {
        find(input, candidates);
      } catch (PlaceFormatException e) {
        throw e;
      } catch (IOException e) {
        throw unreadable(input, e);
      }
    }
    PlaceCollector collector = new PlaceCollector();
    for (Candidate candidate : candidates) {
      FileSink sink = new FileSink(candidate.file().toString());
      if (candidate.leftOut().isPresent()) {
        Finding finding = candidate.leftOut().get();
        if (finding.code() == Code.BINARY_FILE) {
          sink.refuseFile(finding);
        } else {
          sink.noteFile(finding);
        }
      } else {
        try (TextInput text = TextInput.open(candidate.file())) {
          readText(candidate.file(), text, sink);
        } catch (IOException e) {
          throw unreadable(candidate.file(), e);
        }
      }
      collector.take(sink);
    }
    return collector.result();
  }

  private static void find(Path input, List<Candidate> candidates) throws IOException {
    if (!Files.exists(input)) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FILE_MISSING,
          "No such file or folder: '" + input + "'; check the path given for the places");
    } else if (Files.isDirectory(input)) {
      findInFolder(input, candidates);
    } else {
      Optional<String> kind = TextInput.binaryKind(input);
      if (kind.isPresent()) {
        throw new PlaceFormatException(
            PlaceFormatException.Code.BINARY_FILE,
            "'"
                + input
                + "' is "
                + kind.get()
                + ", not a list of places: export it as GeoJSON or"
                + " as CSV with lon and lat columns (UTF-8)");
      }
      candidates.add(new Candidate(input, Optional.empty()));
    }
  }

  private static void findInFolder(Path folder, List<Candidate> candidates) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files =
          list.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
              .sorted((a, b) -> a.toString().compareTo(b.toString()))
              .toList();
    }
    int found = 0;
    List<Candidate> inside = new ArrayList<>();
    for (Path file : files) {
      String ending = ending(file);
      if (!Files.isRegularFile(file)
          || !(JSON_ENDINGS.contains(ending) || TABLE_ENDINGS.contains(ending))) {
        inside.add(
            new Candidate(
                file,
                Optional.of(
                    Finding.of(
                        Code.FILE_LEFT_OUT,
                        "Left out of the folder: "
                            + (Files.isDirectory(file)
                                ? "subfolders are not searched."
                                : "its ending is not that of a list of places."),
                        "",
                        "Name it by itself if it holds places."))));
        continue;
      }
      found++;
      inside.add(
          new Candidate(
              file,
              TextInput.binaryKind(file)
                  .map(kind ->
                      Finding.of(
                          Code.BINARY_FILE,
                          "The file is " + kind + ", whatever its ending says.",
                          "GeoJSON or CSV",
                          "Export it again as GeoJSON or CSV."))));
    }
    if (found == 0) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FOLDER_WITHOUT_PLACES,
          "The folder '"
              + folder
              + "' holds no list of places (.geojson, .json, .csv, .tsv): put"
              + " one there or name the file itself");
    }
    candidates.addAll(inside);
  }

  private static void readText(Path file, TextInput text, FileSink sink) throws IOException {
    if (text.isEmpty()) {
      sink.refuseFile(
          Finding.of(
              Code.FILE_EMPTY,
              "The file is empty.",
              "GeoJSON or CSV with at least one place",
              "Check whether the export finished."));
      return;
    }
    PeekedReader reader = PeekedReader.of(text.reader());
    if (JSON_ENDINGS.contains(ending(file)) || reader.startsLikeJson()) {
      GeoJsonPlaces.read(reader, sink);
    } else {
      new CsvPlaces(reader, text.decoding(), sink).read();
    }
    if (text.isGuessed()) {
      sink.noteFile(
          Finding.of(
              Code.ENCODING_GUESSED,
              "The file has no byte order mark and was read as " + text.charset().name() + ".",
              "",
              ""));
    }
    reportUndecodable(text, sink);
    if (sink.rows() == 0 && !sink.isRefused()) {
      sink.refuseFile(
          Finding.of(
              Code.NO_PLACES,
              "The list holds no place.",
              "at least one feature or row below the heading",
              "Check the filter of the export."));
    }
  }

  private static void reportUndecodable(TextInput text, FileSink sink) {
    OptionalLong offset = text.decoding().firstUndecodableByte();
    if (offset.isEmpty()) {
      return;
    }
    boolean utf8 = text.charset().equals(StandardCharsets.UTF_8);
    Finding finding =
        Finding.of(
                Code.ENCODING_NOT_UTF8,
                "The bytes at offset "
                    + offset.getAsLong()
                    + " are not valid "
                    + text.charset().name()
                    + (utf8
                        ? "; the file is probably in an older encoding (windows-1252 or ISO-8859-1"
                            + " for Western European, windows-1251 for Cyrillic, windows-1256 for"
                            + " Arabic letters)."
                        : "; the file is damaged or cut off."),
                "UTF-8",
                "Save it as UTF-8 (in a spreadsheet: 'CSV UTF-8'), or convert it, for example with"
                    + " 'iconv -f WINDOWS-1252 -t UTF-8 in > out'; names must then look right.")
            .withValue("0x" + text.decoding().firstUndecodable());
    if (sink.has(Code.ENCODING_NOT_UTF8)) {
      sink.refuseFile(finding);
    } else {
      // Only columns that are not read held such bytes.
      sink.noteFile(finding);
    }
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static PlaceFormatException unreadable(Path file, IOException cause) {
    return new PlaceFormatException(
        PlaceFormatException.Code.FILE_UNREADABLE,
        "Cannot read '" + file + "' (" + cause.getMessage() + "): check its permissions and disk",
        cause);
  }
}
