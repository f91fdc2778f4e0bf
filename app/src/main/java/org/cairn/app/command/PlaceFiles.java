package org.cairn.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionFormats;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.TableFormats;

/**
 * Files of places with their formats, found before the first is read.
 *
 * @param sources in the order to be read
 * @param leftOut about what lies in folders and is no list of places; refused where its ending is
 *     that of one
 */
record PlaceFiles(List<Source> sources, List<RowProblem> leftOut) {
  private static final Set<String> LIST_ENDINGS =
      Set.of("csv", "tsv", "tab", "geojson", "geojsonl", "geojsons", "kml", "kmz", "gpkg");

  PlaceFiles {
    sources = List.copyOf(sources);
    leftOut = List.copyOf(leftOut);
  }

  /** A file, as its user named it or its folder. */
  record Source(Path file, DescriptionFormat format) {}

  /**
   * Files in the order given; those of a folder by name, without hidden ones and subfolders.
   *
   * @param format of all files; empty finds it for each
   * @throws PlaceFormatException where a file or folder cannot be read, or is in no known format
   */
  static PlaceFiles find(List<Path> named, Optional<String> format, DescriptionFormats formats)
      throws PlaceFormatException {
    Optional<DescriptionFormat> asked =
        format.isPresent() ? Optional.of(formats.named(format.get())) : Optional.empty();
    List<Source> sources = new ArrayList<>();
    List<RowProblem> leftOut = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        findInFolder(path, asked, formats, sources, leftOut);
      } else {
        sources.add(new Source(path, asked.isPresent() ? existing(path, asked) : formats.of(path)));
      }
    }
    return new PlaceFiles(sources, leftOut);
  }

  private static DescriptionFormat existing(Path file, Optional<DescriptionFormat> asked)
      throws PlaceFormatException {
    if (!Files.exists(file)) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FILE_MISSING,
          "No such file or folder: '%s'; check the path given for the places".formatted(file));
    }
    return asked.orElseThrow();
  }

  private static void findInFolder(
      Path folder,
      Optional<DescriptionFormat> asked,
      DescriptionFormats formats,
      List<Source> sources,
      List<RowProblem> leftOut)
      throws PlaceFormatException {
    int before = sources.size();
    for (Path file : list(folder)) {
      if (Files.isDirectory(file)) {
        leftOut.add(leftOut(file, "subfolders are not searched."));
        continue;
      }
      try {
        sources.add(new Source(file, asked.isPresent() ? asked.get() : formats.of(file)));
      } catch (PlaceFormatException e) {
        leftOut.add(
            isNamedLikeAList(file)
                ? ImportProblems.unreadable(file.toString(), e)
                : leftOut(file, e));
      }
    }
    if (sources.size() == before) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FOLDER_WITHOUT_PLACES,
          "The folder '%s' holds no list of places in a format that is known: put one there, or name the file itself"
              .formatted(folder));
    }
  }

  private static List<Path> list(Path folder) throws PlaceFormatException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .sorted((a, b) -> a.toString().compareTo(b.toString()))
          .toList();
    } catch (IOException e) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FILE_UNREADABLE,
          "Cannot read '%s' (%s): check its permissions and disk".formatted(folder, e.getMessage()),
          e);
    }
  }

  /** What is called a list and cannot be read as one may be missed. */
  private static boolean isNamedLikeAList(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return LIST_ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static RowProblem leftOut(Path file, PlaceFormatException why) {
    return leftOut(file, why.getMessage() + ".");
  }

  private static RowProblem leftOut(Path file, String why) {
    return new RowProblem(
        RowProblem.Severity.NOTE,
        file.toString(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        RowProblem.Code.FILE_LEFT_OUT,
        "",
        "Left out of the folder: " + why,
        "Name it by itself, with --format, if it holds places.");
  }

  /** Those whose columns are mapped, not known by a layout. */
  List<Path> tables() {
    return sources.stream()
        .filter(source -> source.format().name().equals(TableFormats.MAPPED))
        .map(Source::file)
        .toList();
  }
}
