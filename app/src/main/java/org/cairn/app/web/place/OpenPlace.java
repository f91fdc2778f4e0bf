package org.cairn.app.web.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.web.map.Sight;
import org.cairn.heritage.contribution.StatementOrigin;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.UseChange;
import org.cairn.register.PlaceVersion;

/**
 * A place as somebody may see it; everything that pages and files say of it is made of this. Where
 * its location is protected, who lacks the right gets no geometry and no extras, which mostly have
 * the coordinates once more. Assessments and claims name persons and are for who has signed in.
 *
 * @param whole with everything, for what is worked out of it and told otherwise
 * @param statements that may be seen
 * @param located whether geometries may be seen as they are
 */
public record OpenPlace(
    PlaceVersion whole, List<Told> statements, List<Extra> extra, boolean located) {
  public OpenPlace {
    statements = List.copyOf(statements);
    extra = List.copyOf(extra);
  }

  /**
   * A statement with where it comes from.
   *
   * @param position among all statements of the place
   */
  public record Told(int position, Statement statement, StatementOrigin origin) {}

  static OpenPlace of(PlaceVersion whole, Sight sight) {
    PlaceDescription place = whole.place();
    boolean located = sight.locates(place);
    List<Told> told = new ArrayList<>();
    for (int at = 0; at < place.statements().size(); at++) {
      Statement statement = place.statements().get(at);
      boolean open =
          switch (statement) {
            case PlaceGeometry geometry -> located;
            case ConditionAssessment assessed -> sight.claims();
            case UseChange claimed -> sight.claims();
            default -> true;
          };
      if (open) {
        Statement shown =
            statement instanceof ConditionAssessment assessed && !located
                ? assessed.withDrawn(Optional.empty())
                : statement;
        told.add(new Told(at, shown, whole.origins().get(at)));
      }
    }
    return new OpenPlace(whole, told, located ? place.extra() : List.of(), located);
  }

  /**
   * For a file: what may be seen and nothing else. Of one whose geometries may be seen, the
   * protection is taken off, since writers leave out what is protected.
   */
  PlaceDescription description() {
    PlaceDescription place = whole.place();
    return new PlaceDescription(
        place.id(),
        statements.stream().map(Told::statement).toList(),
        located ? Sensitivity.PUBLIC : place.sensitivity(),
        extra);
  }
}
