package org.cairn.app.web.place;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.TimeSpan;

/**
 * What somebody typed to add to a place, and what it comes to. Single-thread.
 *
 * <p>Fields: {@code text} (the name, the type, the link, the description, the location), {@code
 * language}, {@code role}, {@code match}, {@code extent}; of all kinds {@code author}, {@code
 * citation}, {@code uri}, {@code certainty}, {@code time}; of a new place also {@code id}, {@code
 * type}, {@code location}, {@code level}, {@code metres}.
 */
public final class AddForm {
  /** Members of a description that can be added to. */
  public static final List<String> KINDS =
      List.of("names", "types", "geometries", "links", "descriptions");

  public static final List<Term> ROLES =
      List.of(
          NameRole.OFFICIAL,
          NameRole.VERNACULAR,
          NameRole.FORMER,
          NameRole.VARIANT,
          NameRole.TRANSLATION);

  private static final int MOST_CHARACTERS = 200_000;

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> wrong = new TreeSet<>();

  /**
   * @param parameters of the request; the first value of each
   */
  public AddForm(Map<String, String[]> parameters) {
    parameters.forEach((name, given) -> {
      if (given.length > 0) {
        String text = given[0].strip();
        values.put(name, text.substring(0, Math.min(text.length(), MOST_CHARACTERS)));
      }
    });
  }

  public String get(String field) {
    return values.getOrDefault(field, "");
  }

  /** Whether a field could not be understood. */
  public boolean isWrong(String field) {
    return wrong.contains(field);
  }

  void refuse(String field) {
    wrong.add(field);
  }

  /** Fields that could not be understood, in the order of their names. */
  Set<String> wrong() {
    return new TreeSet<>(wrong);
  }

  public boolean hasWrong() {
    return !wrong.isEmpty();
  }

  /**
   * The statement of a kind; empty where something is wrong, which {@link #isWrong} then says.
   *
   * @param kind one of {@link #KINDS}
   */
  Optional<Statement> statement(String kind) {
    Attribution attribution = attribution();
    Optional<Statement> made =
        switch (kind) {
          case "names" -> name("text").map(name -> name);
          case "types" -> required("text", () -> PlaceType.of(Term.unknown(get("text"))));
          case "geometries" -> geometry("text").map(geometry -> geometry);
          case "links" -> required("text", () -> Link.read(get("text"), match()));
          case "descriptions" ->
              required(
                  "text",
                  () ->
                      new Description(
                          get("text"), given("language"), Optional.empty(), Attribution.NONE));
          default -> throw new IllegalArgumentException("No kind of statement: " + kind);
        };
    return hasWrong() ? Optional.empty() : made.map(one -> one.withAttribution(attribution));
  }

  /**
   * A new place.
   *
   * @param inventedId for one that was given none
   */
  Optional<PlaceDescription> place(String inventedId) {
    Attribution attribution = attribution();
    String id = get("id").isEmpty() ? inventedId : get("id");
    PlaceDescription place = required("id-or", () -> PlaceDescription.of(id)).orElse(null);
    Optional<Name> name = name("text");
    Optional<Sensitivity> sensitivity = required("metres-or", this::sensitivity);
    if (sensitivity.isEmpty()) {
      wrong.remove("metres-or");
      wrong.add("metres");
    }
    if (place == null) {
      wrong.remove("id-or");
      wrong.add("id");
    }
    if (place != null && name.isPresent()) {
      place = place.withStatement(name.get().withAttribution(attribution));
    }
    if (place != null && !get("type").isEmpty()) {
      place =
          place.withStatement(PlaceType.of(Term.unknown(get("type"))).withAttribution(attribution));
    }
    if (place != null && !get("location").isEmpty()) {
      Optional<PlaceGeometry> geometry = geometry("location");
      if (geometry.isPresent()) {
        place = place.withStatement(geometry.get().withAttribution(attribution));
      }
    }
    if (place == null || hasWrong()) {
      return Optional.empty();
    }
    return sensitivity.map(place::withSensitivity);
  }

  private Sensitivity sensitivity() {
    return switch (get("level")) {
      case "generalised" -> Sensitivity.generalised(Integer.parseInt(get("metres")));
      case "withheld" -> Sensitivity.WITHHELD;
      default -> Sensitivity.PUBLIC;
    };
  }

  private Optional<Name> name(String field) {
    Optional<Name> name = required(field, () -> Name.of(get(field)));
    if (name.isPresent() && !get("language").isEmpty()) {
      Name plain = name.get();
      name = required("language", () -> plain.withLanguage(get("language")));
    }
    Optional<Term> role =
        ROLES.stream().filter(one -> one.id().equals(Optional.of(get("role")))).findFirst();
    return name.map(one -> role.map(one::withRole).orElse(one));
  }

  private Optional<PlaceGeometry> geometry(String field) {
    return required(
        field,
        () -> {
          PlaceGeometry.Extent extent = PlaceGeometry.Extent.UNKNOWN;
          for (PlaceGeometry.Extent one : PlaceGeometry.Extent.values()) {
            extent = one.code().equals(get("extent")) ? one : extent;
          }
          return PlaceGeometry.of(Spelling.parse(get(field)), extent);
        });
  }

  private Link.Match match() {
    for (Link.Match one : Link.Match.values()) {
      if (one.code().equals(get("match"))) {
        return one;
      }
    }
    return Link.Match.SEE_ALSO;
  }

  private Attribution attribution() {
    Attribution said = Attribution.NONE;
    if (!get("author").isEmpty()) {
      Attribution before = said;
      said = required("author", () -> before.withAuthor(get("author"))).orElse(before);
    }
    if (!get("citation").isEmpty() || !get("uri").isEmpty()) {
      Attribution before = said;
      said =
          required(
                  "citation",
                  () ->
                      before.withSources(
                          List.of(new Source(given("citation"), given("uri"), Optional.empty()))))
              .orElse(before);
    }
    for (Certainty one : Certainty.values()) {
      said = one.code().equals(get("certainty")) ? said.withCertainty(one) : said;
    }
    if (!get("time").isEmpty()) {
      try {
        said = said.withTimes(List.of(TimeSpan.of(Edtf.parse(get("time")))));
      } catch (EdtfException | IllegalArgumentException e) {
        wrong.add("time");
      }
    }
    return said;
  }

  private Optional<String> given(String field) {
    return Optional.of(get(field)).filter(text -> !text.isEmpty());
  }

  /** What is made of a field; where it cannot be, the field is wrong. */
  private <T> Optional<T> required(String field, Supplier<T> made) {
    try {
      return Optional.of(made.get());
    } catch (IllegalArgumentException e) {
      wrong.add(field);
      return Optional.empty();
    }
  }
}
