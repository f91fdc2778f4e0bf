package org.cairn.exchange.internal.geopackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.feature.FeatureJoin;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.geopackage.GeoPackageFile;

/**
 * GeoPackage 1.0 to 1.4: every layer of features in WGS 84, its columns read as those of a table
 * are; what {@link GeoPackageWriter} wrote comes back as it was. Only ordinary tables are read: no
 * view, trigger or virtual table of the file ever runs, and nothing is written to it or beside it.
 * Stateless.
 */
public final class GeoPackageFormat implements DescriptionFormat {
  static final String NAME = "geopackage";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    boolean named = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gpkg");
    return GeoPackageFile.isOne(head) || (named && GeoPackageFile.isDatabase(head));
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    if (!Files.exists(file)) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FILE_MISSING,
          "No such file: '%s'; check the path given".formatted(file));
    }
    Problems problems = new Problems(file.toString(), sink);
    try (Connection sqlite = GeoPackageFile.openForeign(file)) {
      Schema schema = new Schema(sqlite);
      if (OwnPlaces.areIn(schema)) {
        OwnPlaces.read(sqlite, problems, sink);
      } else {
        readLayers(file, sqlite, schema, problems, sink);
      }
    } catch (SQLException e) {
      throw unreadable(file, "it is damaged, or no GeoPackage: " + e.getMessage(), e);
    } catch (PlaceFormatException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    }
    problems.finish();
  }

  private static void readLayers(
      Path file, Connection sqlite, Schema schema, Problems problems, DescriptionSink sink)
      throws SQLException {
    List<Layer> layers = Layer.of(sqlite, schema, problems);
    FeatureJoin join = new FeatureJoin(String.valueOf(file.getFileName()), problems, sink);
    boolean several = layers.size() > 1;
    long features = 0;
    for (Layer each : layers) {
      new LayerReading(sqlite, each, several, problems, join).ids();
    }
    for (Layer each : layers) {
      features += new LayerReading(sqlite, each, several, problems, join).features();
    }
    join.finish();
    if (features == 0 && !problems.anyRefused()) {
      problems.at(0);
      problems.refuse(
          Code.NO_PLACES,
          "",
          "",
          layers.isEmpty() ? "The file holds no layer of features." : "The layers hold no feature.",
          "at least one layer with a feature",
          "See whether the export finished.");
    }
  }

  private static PlaceFormatException unreadable(Path file, String why, Exception cause) {
    return new PlaceFormatException(
        PlaceFormatException.Code.FILE_UNREADABLE,
        "Cannot read '%s' (%s)".formatted(file, why),
        cause);
  }
}
