package org.cairn.imagery.raster;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cairn.imagery.raster.RasterException.Code;

/**
 * What GDAL writes beside the pixels: nodata (tag 42113, text), and per band scale, offset and
 * description (tag 42112, XML). Immutable.
 *
 * <pre>{@code
 * <GDALMetadata>
 *   <Item name="SCALE" sample="0" role="scale">0.0001</Item>
 * </GDALMetadata>
 * }</pre>
 */
record GdalMetadata(
    OptionalDouble nodata,
    Map<Integer, Double> scales,
    Map<Integer, Double> offsets,
    Map<Integer, String> descriptions) {
  private static final int MOST_TEXT_BYTES = 16 << 20;

  GdalMetadata {
    scales = Map.copyOf(scales);
    offsets = Map.copyOf(offsets);
    descriptions = Map.copyOf(descriptions);
  }

  static GdalMetadata of(Ifd ifd) throws IOException {
    Map<Integer, Double> scales = new HashMap<>();
    Map<Integer, Double> offsets = new HashMap<>();
    Map<Integer, String> descriptions = new HashMap<>();
    String xml = ifd.text(Tags.GDAL_METADATA, MOST_TEXT_BYTES).orElse("").strip();
    if (!xml.isEmpty()) {
      parse(ifd, xml, scales, offsets, descriptions);
    }
    return new GdalMetadata(nodata(ifd), scales, offsets, descriptions);
  }

  private static OptionalDouble nodata(Ifd ifd) throws IOException {
    String text = ifd.text(Tags.GDAL_NODATA, 1024).orElse("").strip();
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(number(ifd, Tags.GDAL_NODATA, text));
  }

  private static double number(Ifd ifd, int tag, String text) throws RasterException {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    switch (plain) {
      case "nan", "-nan", "+nan", "nan(ind)", "-nan(ind)", "1.#qnan", "-1.#ind" -> {
        return Double.NaN;
      }
      case "inf", "+inf", "infinity" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "-inf", "-infinity" -> {
        return Double.NEGATIVE_INFINITY;
      }
      default -> {
        // A number, then.
      }
    }
    try {
      // Some locales wrote a decimal comma.
      return Double.parseDouble(plain.replace(',', '.'));
    } catch (NumberFormatException noNumber) {
      throw bad(ifd, tag, "'" + shortened(text) + "', expected a number", noNumber);
    }
  }

  private static void parse(
      Ifd ifd,
      String xml,
      Map<Integer, Double> scales,
      Map<Integer, Double> offsets,
      Map<Integer, String> descriptions)
      throws RasterException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamConstants.START_ELEMENT
            || !reader.getLocalName().equals("Item")) {
          continue;
        }
        String role = String.valueOf(reader.getAttributeValue(null, "role"));
        String sample = String.valueOf(reader.getAttributeValue(null, "sample"));
        if (!sample.matches("[0-9]{1,5}")) {
          continue;
        }
        int band = Integer.parseInt(sample);
        switch (role) {
          case "scale" ->
              scales.put(band, number(ifd, Tags.GDAL_METADATA, reader.getElementText()));
          case "offset" ->
              offsets.put(band, number(ifd, Tags.GDAL_METADATA, reader.getElementText()));
          case "description" -> descriptions.put(band, reader.getElementText());
          default -> {
            // Statistics, units and the like are not needed to read pixels.
          }
        }
      }
    } catch (XMLStreamException broken) {
      throw bad(
          ifd,
          Tags.GDAL_METADATA,
          "text that is not XML (" + shortened(String.valueOf(broken.getMessage())) + ")",
          broken);
    }
  }

  private static RasterException bad(Ifd ifd, int tag, String found, Exception cause) {
    return new RasterException(
        Code.TIFF_BAD_METADATA,
        ifd.where()
            + " has in tag "
            + Tags.name(tag)
            + " "
            + found
            + ": values cannot be told from nodata or scaled without it; correct it with"
            + " 'gdal_edit.py'",
        cause);
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
