package org.cairn.exchange.internal.kml;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cairn.exchange.AtomicFiles;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.internal.ProblemTexts;

/**
 * Placemarks that were refused, as KML again: each in its folders, with what is wrong among its
 * data. Styles that others share, and what shows no place, do not come back.
 */
public final class RefusedPlacemarks {
  private static final String KML = "http://www.opengis.net/kml/2.2";

  private RefusedPlacemarks() {}

  /**
   * Reads the file again, one placemark in memory at a time.
   *
   * @return how many were written
   */
  public static int write(Path source, List<RowProblem> problems, Path out) throws IOException {
    Map<Integer, String> wrong = ProblemTexts.byRow(problems);
    int[] written = new int[1];
    AtomicFiles.write(
        out,
        stream -> {
          Writer xml = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
          xml.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"" + KML);
          xml.write("\">\n<Document>\n");
          int[] row = new int[1];
          try {
            KmlFormat.read(
                source,
                (placemark, folders) -> {
                  String problem = wrong.get(++row[0]);
                  if (problem != null) {
                    written[0]++;
                    write(xml, placemark, folders, problem);
                  }
                });
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
          xml.write("</Document>\n</kml>\n");
          xml.flush();
        });
    return written[0];
  }

  private static void write(Writer xml, Element placemark, List<String> folders, String problem) {
    try {
      for (String folder : folders) {
        xml.write("<Folder><name>" + escaped(folder) + "</name>\n");
      }
      write(xml, withProblem(placemark, problem), KML);
      xml.write("\n" + "</Folder>\n".repeat(folders.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Element withProblem(Element placemark, String problem) {
    Element value = Element.named("value");
    value.text().append(problem);
    Element data = Element.named("Data");
    data.attributes().put("name", ProblemTexts.MEMBER);
    data.children().add(value);
    Element extended =
        placemark
            .child("ExtendedData")
            .orElseGet(() -> {
              Element added = Element.named("ExtendedData");
              placemark.children().add(added);
              return added;
            });
    extended.children().removeIf(KmlPlacemark::isProblem);
    extended.children().add(data);
    return placemark;
  }

  /**
   * @param space the namespace of names without prefix around it
   */
  private static void write(Writer xml, Element element, String space) throws IOException {
    String own = element.namespace().isEmpty() ? KML : element.namespace();
    int colon = element.name().indexOf(':');
    xml.write("<" + element.name());
    String within = space;
    if (colon > 0) {
      xml.write(" xmlns:" + element.name().substring(0, colon) + "=\"" + escaped(own) + "\"");
    } else if (!own.equals(space)) {
      xml.write(" xmlns=\"" + escaped(own) + "\"");
      within = own;
    }
    for (Map.Entry<String, String> each : element.attributes().entrySet()) {
      xml.write(" " + each.getKey() + "=\"" + escaped(each.getValue()) + "\"");
    }
    xml.write(">" + escaped(element.content()));
    for (Element child : element.children()) {
      write(xml, child, within);
    }
    xml.write("</" + element.name() + ">");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\r", "&#13;");
  }
}
