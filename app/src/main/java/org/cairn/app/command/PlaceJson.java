package org.cairn.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;

/** A place as the verbs print it with {@code --json}. */
final class PlaceJson {
  private PlaceJson() {}

  /** Its id, its names, and the geometry that is watched, where there is one. */
  static Map<String, Object> of(PlaceDescription place) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("place", place.id());
    List<Map<String, String>> names = new ArrayList<>();
    for (Name name : place.names()) {
      Map<String, String> one = new LinkedHashMap<>();
      one.put("text", name.text());
      name.language().ifPresent(language -> one.put("language", language));
      name.attribution().sources().stream()
          .flatMap(source -> source.citation().or(source::uri).stream())
          .findFirst()
          .or(name.attribution()::author)
          .ifPresent(source -> one.put("source", source));
      names.add(one);
    }
    map.put("names", names);
    place.toPlace().ifPresent(watched -> map.put("geometry", watched.geometry().toText()));
    return map;
  }
}
