package org.cairn.heritage.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Place;
import org.cairn.heritage.TextLimit;

/**
 * Everything said of a place. Contradicting statements live side by side; nothing in it is "the"
 * name, type or geometry.
 *
 * @param id of the place in the register, unique there
 * @param statements grouped by {@link StatementKind}, within a kind in the order of the source
 * @param sensitivity how much of its location everyone may see
 * @param extra what the source said that fits no statement
 */
public record PlaceDescription(
    String id, List<Statement> statements, Sensitivity sensitivity, List<Extra> extra) {
  public PlaceDescription {
    TextLimit.URI.check("a place's id", id);
    statements = statements.stream().sorted(Comparator.comparing(Statement::kind)).toList();
    extra = List.copyOf(extra);
  }

  /** Public, with nothing but these statements. */
  public static PlaceDescription of(String id, Statement... statements) {
    return new PlaceDescription(id, Arrays.asList(statements), Sensitivity.PUBLIC, List.of());
  }

  public PlaceDescription withStatement(Statement statement) {
    List<Statement> more = new ArrayList<>(statements);
    more.add(statement);
    return withStatements(more);
  }

  public PlaceDescription withStatements(List<? extends Statement> statements) {
    return new PlaceDescription(id, List.copyOf(statements), sensitivity, extra);
  }

  public PlaceDescription withSensitivity(Sensitivity sensitivity) {
    return new PlaceDescription(id, statements, sensitivity, extra);
  }

  public PlaceDescription withExtra(List<Extra> extra) {
    return new PlaceDescription(id, statements, sensitivity, extra);
  }

  public List<Name> names() {
    return statements(Name.class);
  }

  public List<PlaceType> types() {
    return statements(PlaceType.class);
  }

  public List<PlaceGeometry> geometries() {
    return statements(PlaceGeometry.class);
  }

  public List<Existence> existences() {
    return statements(Existence.class);
  }

  public List<Link> links() {
    return statements(Link.class);
  }

  public List<Relation> relations() {
    return statements(Relation.class);
  }

  public List<Designation> designations() {
    return statements(Designation.class);
  }

  public List<Significance> significances() {
    return statements(Significance.class);
  }

  public List<Description> descriptions() {
    return statements(Description.class);
  }

  public List<Depiction> depictions() {
    return statements(Depiction.class);
  }

  public List<Country> countries() {
    return statements(Country.class);
  }

  /** What the watch needs of it; empty where there is no geometry to watch. */
  public Optional<Place> toPlace() {
    return WatchedPlace.of(this);
  }

  private <T extends Statement> List<T> statements(Class<T> kind) {
    return statements.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
