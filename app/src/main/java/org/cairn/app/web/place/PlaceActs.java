package org.cairn.app.web.place;

import java.util.List;
import java.util.stream.Stream;
import org.cairn.app.web.api.Act;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.api.Field;
import org.cairn.app.web.api.Read;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.PlaceGeometry;

/** What programs may add to what is said of places. Stateless. */
final class PlaceActs {
  private static final String ADD = "/places/{place}/add/{kind}";

  private PlaceActs() {}

  static ApiActs of(PlaceReads reads) {
    Act.Subject place = (viewer, path) -> reads.newest(path.getOrDefault("place", ""));
    List<String> extents =
        Stream.of(PlaceGeometry.Extent.values()).map(PlaceGeometry.Extent::code).toList();
    Field name = Field.text("text", "The name").needed();
    Field language = Field.text("language", "Language tag of BCP 47");
    Field role =
        Field.text("role", "What kind of name")
            .among(AddForm.ROLES.stream().flatMap(one -> one.id().stream()).toList());
    return ApiActs.NONE
        .with(
            Read.of("getPlace", "/places/{place}", "A place, as far as the token may see it")
                .withTag(),
            Read.of("getEntry", "/entries/{index}", "An entry of the ledger, and its proof"))
        .with(
            add("addName", "names", "Adds a name", place).taking(name, language, role),
            add("addType", "types", "Adds a type", place)
                .taking(Field.text("text", "The type, in words").needed()),
            add("addGeometry", "geometries", "Adds a location or outline", place)
                .taking(
                    Field.text("text", "Latitude and longitude, well-known text or GeoJSON")
                        .needed(),
                    Field.text("extent", "What it is of the place").among(extents)),
            add("addLink", "links", "Adds a link to another register", place)
                .taking(
                    Field.text("text", "Address").needed(),
                    Field.text("match", "How like it is")
                        .among(Stream.of(Link.Match.values()).map(Link.Match::code).toList())),
            add("addDescription", "descriptions", "Adds a description", place)
                .taking(Field.text("text", "In words").needed(), language),
            Act.of("createPlace", "/places/new", "Makes a place")
                .making("/places/{new}")
                .taking(
                    Field.text("id", "Its id; one is chosen where there is none"),
                    name,
                    language,
                    role,
                    Field.text("type", "In words"),
                    Field.text("location", "Latitude and longitude, well-known text or GeoJSON"),
                    Field.text("extent", "What the location is of the place").among(extents),
                    Field.text("level", "Who may see where it lies")
                        .among(List.of("public", "generalised", "withheld")),
                    Field.whole("metres", "Of a generalised one: the size of the cell shown"))
                .taking(attribution()));
  }

  private static Act add(String id, String kind, String summary, Act.Subject place) {
    return Act.of(id, ADD, summary + " to what is said of a place")
        .at("/places/{place}/add/{kind:" + kind + "}")
        .about("/places/{place}", place)
        .taking(attribution())
        .taking(
            Field.text(
                "seen",
                "Entry that was the newest when the place was read: the answer says"
                    + " whether something newer is there"));
  }

  private static Field[] attribution() {
    return new Field[] {
      Field.text("author", "Who says so"),
      Field.text("citation", "Source, in words"),
      Field.text("uri", "Source, an address"),
      Field.text("certainty", "How sure")
          .among(Stream.of(Certainty.values()).map(Certainty::code).toList()),
      Field.text("time", "When it held, in EDTF")
    };
  }
}
