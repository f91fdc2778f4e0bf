package org.cairn.exchange.internal.kml;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.LimitedZip;
import org.cairn.exchange.internal.LimitedZip.UnsafeException;
import org.cairn.exchange.internal.feature.FeatureJoin;
import org.cairn.exchange.internal.json.JsonSource;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.table.AttributeRows;

/**
 * KML, and KMZ under the limits that workbooks have. Each placemark is a place; placemarks with one
 * id are one. Nothing that a file points at is fetched. A file that declares a document type or
 * entities is refused whole. The file is read twice: first for its ids and for whether it can be
 * read to its end. Stateless.
 */
public final class KmlFormat implements DescriptionFormat {
  private static final Pattern ROOT =
      Pattern.compile("<(\\w+:)?kml[\\s>]|opengis\\.net/kml|earth\\.google\\.com/kml");

  @Override
  public String name() {
    return KmlPlacemark.SOURCE;
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    if (isArchive(head)) {
      try (LimitedZip zip = LimitedZip.open(file)) {
        return documentOf(zip).isPresent();
      } catch (IOException damaged) {
        return false;
      }
    }
    String text = JsonSource.headText(head).replace("\uFEFF", "").stripLeading();
    return text.startsWith("<") && ROOT.matcher(text).find();
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    Problems problems = new Problems(file.toString(), sink);
    FeatureJoin join = new FeatureJoin(String.valueOf(file.getFileName()), problems, sink);
    try {
      int[] placemarks = new int[1];
      read(
          file,
          (placemark, folders) -> {
            placemarks[0]++;
            KmlPlacemark.id(placemark).ifPresent(join::expect);
          });
      secondReading(file, problems, join);
      if (placemarks[0] == 0) {
        refuseWithoutPlaces(problems);
      }
    } catch (UnsafeException e) {
      refuse(
          problems,
          Code.FILE_UNSAFE,
          "The file " + e.getMessage() + ", so nothing of it was read.",
          "KML as a map program saves it",
          "Open it in the program it came from and save it again.");
    } catch (KmlSource.BrokenException e) {
      refuse(
          problems,
          Code.XML_BROKEN,
          "The file is not well-formed XML (%s), so nothing of it was read."
              .formatted(e.getMessage()),
          "KML as a map program saves it",
          "Copy or download it again, or save it again in the program it came from.");
    } catch (NoSuchFileException e) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FILE_MISSING,
          "No such file: '%s'; check the path given".formatted(file),
          e);
    }
    problems.finish();
  }

  private static void secondReading(Path file, Problems problems, FeatureJoin join)
      throws IOException {
    AttributeRows attributes = new AttributeRows(KmlPlacemark.SOURCE);
    int[] row = new int[1];
    KmlSource.Read read =
        read(
            file,
            (placemark, folders) -> {
              problems.at(++row[0]);
              Optional<String> id = KmlPlacemark.id(placemark);
              KmlPlacemark one = new KmlPlacemark(placemark, problems, attributes);
              if (one.read(folders)) {
                join.take(id, one.statements(), one.extras());
              } else {
                join.refused(id);
              }
            });
    join.finish();
    problems.at(0);
    noteOthers(file, problems);
    for (Map.Entry<String, Integer> each : read.leftOut().entrySet()) {
      problems.note(
          Code.MEMBER_LEFT_OUT,
          each.getKey(),
          "",
          "%d element(s) %s show no place and were left out; nothing they point at was fetched."
              .formatted(each.getValue(), each.getKey()),
          "",
          "");
    }
  }

  static KmlSource.Read read(Path file, KmlSource.Handler handler) throws IOException {
    if (!isArchive(JsonSource.head(file))) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        return checked(file, KmlSource.read(in, handler));
      }
    }
    try (LimitedZip zip = LimitedZip.open(file)) {
      Optional<String> document = documentOf(zip);
      Optional<InputStream> in = document.isEmpty() ? Optional.empty() : zip.read(document.get());
      if (in.isEmpty()) {
        throw new PlaceFormatException(
            PlaceFormatException.Code.BINARY_FILE,
            "'%s' is an archive without a .kml file in it: name the list itself".formatted(file));
      }
      try (InputStream stream = in.get()) {
        return checked(file, KmlSource.read(stream, handler));
      }
    }
  }

  private static KmlSource.Read checked(Path file, KmlSource.Read read)
      throws PlaceFormatException {
    if (!read.root().equals("kml")) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FILE_UNREADABLE,
          "'%s' is XML, but no KML (its first element is '%s'): export it as KML"
              .formatted(file, Finding.excerptOf(read.root())));
    }
    return read;
  }

  /** The first KML file at the top of the archive, as the standard says; else the first at all. */
  private static Optional<String> documentOf(LimitedZip zip) {
    List<String> all =
        zip.parts().stream()
            .filter(each -> each.toLowerCase(Locale.ROOT).endsWith(".kml"))
            .toList();
    return all.stream()
        .filter(each -> !each.contains("/"))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  private static void noteOthers(Path file, Problems problems) throws IOException {
    if (!isArchive(JsonSource.head(file))) {
      return;
    }
    try (LimitedZip zip = LimitedZip.open(file)) {
      String document = documentOf(zip).orElse("");
      List<String> others =
          zip.parts().stream()
              .filter(each -> each.toLowerCase(Locale.ROOT).endsWith(".kml"))
              .filter(each -> !each.equals(document))
              .toList();
      if (!others.isEmpty()) {
        problems.note(
            Code.FILE_LEFT_OUT,
            document,
            String.join(", ", others),
            "Only '%s' of the archive was read, as the standard says; %d other KML file(s) were not."
                .formatted(Finding.excerptOf(document), others.size()),
            "",
            "Take them out of the archive and name each by itself.");
      }
    }
  }

  private static boolean isArchive(byte[] head) {
    return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
  }

  private static void refuseWithoutPlaces(Problems problems) {
    refuse(
        problems,
        Code.NO_PLACES,
        "The file holds no placemark.",
        "at least one Placemark",
        "See whether it only points at other files (NetworkLink): save the places themselves.");
  }

  private static void refuse(
      Problems problems, Code code, String message, String expected, String whatToDo) {
    problems.at(0);
    problems.refuse(code, "", "", message, expected, whatToDo);
  }
}
