package org.cairn.exchange.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.PlacesRead;
import org.cairn.exchange.internal.json.JsonSource;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;

/**
 * Plain GeoJSON, of which names and geometries are taken as the watch needs them. Its places are
 * all in memory before the first is handed on. Stateless.
 */
public final class PlaceListFormat implements DescriptionFormat {
  private static final Pattern MARKS =
      Pattern.compile("\"(Feature|FeatureCollection|GeometryCollection|coordinates)\"");

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

  @Override
  public String name() {
    return "geojson";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    String text = JsonSource.headText(head).replace("\uFEFF", "").stripLeading();
    return (text.startsWith("{") || text.startsWith("[")) && MARKS.matcher(text).find();
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    PlacesRead read = PlaceFiles.read(List.of(file));
    int row = 0;
    for (Place place : read.places()) {
      sink.place(describe(place), ++row);
    }
    read.problems().forEach(sink::problem);
  }

  private static PlaceDescription describe(Place place) {
    List<Statement> statements = new ArrayList<>();
    place.names().forEach(name -> statements.add(describe(name)));
    statements.add(PlaceGeometry.of(place.geometry(), PlaceGeometry.Extent.UNKNOWN));
    return PlaceDescription.of(place.id(), statements.toArray(Statement[]::new));
  }

  private static Name describe(PlaceName said) {
    Name name = Name.of(said.text());
    if (said.language().filter(tag -> LANGUAGE.matcher(tag).matches()).isPresent()) {
      name = name.withLanguage(said.language().get());
    }
    return said.source().isEmpty()
        ? name
        : name.withAttribution(
            name.attribution().withSources(List.of(Source.cited(said.source().get()))));
  }
}
