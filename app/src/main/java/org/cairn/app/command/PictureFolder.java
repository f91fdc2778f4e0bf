package org.cairn.app.command;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.watch.PictureSeries;
import org.cairn.watch.Problem;

/**
 * The pictures in a folder by the dates in their names. Folders in it, hidden files, the mask and
 * files with another ending are no pictures.
 *
 * @param dated one a day
 * @param problems of names; these pictures are not used
 * @param toTheMonth whether any name gave no day
 */
record PictureFolder(List<PictureSeries.Dated> dated, List<Problem> problems, boolean toTheMonth) {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "tif", "tiff");

  /**
   * @param mask not to be taken for a picture
   */
  static PictureFolder read(Path folder, Optional<Path> mask) {
    List<Problem> problems = new ArrayList<>();
    TreeMap<LocalDate, List<Path>> byDate = new TreeMap<>();
    boolean toTheMonth = false;
    for (Path file : pictures(folder, mask)) {
      String name = String.valueOf(file.getFileName());
      switch (PictureDate.in(name.substring(0, name.lastIndexOf('.')))) {
        case PictureDate.Dated(LocalDate date, boolean noDay) -> {
          byDate.computeIfAbsent(date, unused -> new ArrayList<>()).add(file);
          toTheMonth |= noDay;
        }
        case PictureDate.Undated(String code, String why) ->
            problems.add(new Problem(code, name, "'" + name + "' is left out: its name " + why));
      }
    }
    List<PictureSeries.Dated> dated = new ArrayList<>();
    for (Map.Entry<LocalDate, List<Path>> day : byDate.entrySet()) {
      if (day.getValue().size() == 1) {
        dated.add(new PictureSeries.Dated(day.getKey(), day.getValue().getFirst()));
      } else {
        problems.add(sameDate(day.getKey(), day.getValue()));
      }
    }
    return new PictureFolder(List.copyOf(dated), List.copyOf(problems), toTheMonth);
  }

  /** Which of them is right nobody can tell from here. */
  private static Problem sameDate(LocalDate date, List<Path> files) {
    List<String> names = files.stream().map(file -> "'" + file.getFileName() + "'").toList();
    return new Problem(
        "picture-same-date",
        String.valueOf(files.getFirst().getFileName()),
        String.join(" and ", names) + " are both of " + date + " and left out: keep one");
  }

  private static List<Path> pictures(Path folder, Optional<Path> mask) {
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.unreadable(
          "'" + folder + "' is no folder: name the one that holds the dated pictures.");
    }
    List<Path> pictures = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean isMask =
            mask.isPresent() && Files.exists(mask.get()) && Files.isSameFile(file, mask.get());
        if (!name.startsWith(".")
            && ENDINGS.contains(ending)
            && !isMask
            && !Files.isDirectory(file)) {
          pictures.add(file);
        }
      }
    } catch (IOException | DirectoryIteratorException failed) {
      throw CommandFailure.unreadable(
          "Folder '" + folder + "' cannot be read (" + failed.getMessage() + ").", failed);
    }
    pictures.sort(Comparator.comparing(Path::toString));
    return pictures;
  }
}
