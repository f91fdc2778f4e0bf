package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.internal.arches.ArchesFormat;
import org.cairn.exchange.internal.crm.CrmFormat;
import org.cairn.exchange.internal.crm.LinkedArtWriter;
import org.cairn.exchange.internal.eamena.EamenaFormat;
import org.cairn.exchange.internal.geojson.GeoJsonFormat;
import org.cairn.exchange.internal.geojson.GeoJsonWriter;
import org.cairn.exchange.internal.json.JsonSource;
import org.cairn.exchange.internal.linked.LpfFormat;
import org.cairn.exchange.internal.linked.LpfWriter;
import org.cairn.exchange.internal.pleiades.PleiadesFormat;

/** The formats in JSON that descriptions of places are read from. */
public final class JsonFormats {
  /**
   * The more special before the more general, so that the first that recognises a file reads it.
   */
  private static final List<DescriptionFormat> ALL =
      List.of(
          new EamenaFormat(),
          new PleiadesFormat(),
          new ArchesFormat(),
          new LpfFormat(),
          CrmFormat.linkedArt(),
          CrmFormat.arches(),
          new GeoJsonFormat());

  private JsonFormats() {}

  public static List<DescriptionFormat> all() {
    return ALL;
  }

  /** Those that can be written. */
  public static List<DescriptionWriter> writers() {
    return List.of(lpf(), geoJson(), new LinkedArtWriter());
  }

  /** Linked Places Format, version 1.3. */
  public static DescriptionWriter lpf() {
    return new LpfWriter();
  }

  /** Plain GeoJSON, for maps and tables. */
  public static DescriptionWriter geoJson() {
    return new GeoJsonWriter();
  }

  /** The format a file looks like, by its first 64 KiB. */
  public static Optional<DescriptionFormat> find(Path file) throws IOException {
    byte[] head = JsonSource.head(file);
    return ALL.stream().filter(format -> format.recognises(file, head)).findFirst();
  }
}
