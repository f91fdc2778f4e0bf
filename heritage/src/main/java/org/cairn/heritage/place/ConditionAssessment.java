package org.cairn.heritage.place;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.TextLimit;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.vocabulary.Crosswalk;

/**
 * A dated judgement of a place's condition by named assessors, in the terms of EAMENA where the
 * source has them. What it says of causes is its assessors' claim. The attribution's author is
 * whoever publishes it, its times are when it was made, its sources are the evidence.
 *
 * @param assessors who judged; names are personal data
 * @param activity how: in the field, from images
 * @param state of the whole place
 * @param sourceState the source's own code for the state where it uses another scheme, such as Amal
 *     or UNOSAT; {@code state} and {@code extent} then are what a crosswalk puts beside it, if
 *     anything
 * @param extent the share of the horizontal extent that is visibly damaged
 * @param disturbances what happened to it, each a claim
 * @param threats what may happen
 * @param recommendations what the assessors advise
 * @param comment their own words
 * @param drawn where the damage is, as drawn on a picture; gives the place's location away
 */
public record ConditionAssessment(
    List<Assessor> assessors,
    Optional<Term> activity,
    Optional<Term> state,
    Optional<Term> sourceState,
    Optional<Term> extent,
    List<Disturbance> disturbances,
    List<Threat> threats,
    List<Recommendation> recommendations,
    Optional<String> comment,
    Optional<DrawnExtent> drawn,
    Attribution attribution)
    implements Statement {
  public ConditionAssessment {
    assessors = List.copyOf(assessors);
    disturbances = List.copyOf(disturbances);
    threats = List.copyOf(threats);
    recommendations = List.copyOf(recommendations);
    TextLimit.LONG.check("an assessment's comment", comment);
  }

  /** An assessment that says nothing yet. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public ConditionAssessment withAttribution(Attribution attribution) {
    return new ConditionAssessment(
        assessors,
        activity,
        state,
        sourceState,
        extent,
        disturbances,
        threats,
        recommendations,
        comment,
        drawn,
        attribution);
  }

  public ConditionAssessment withDrawn(Optional<DrawnExtent> drawn) {
    return new ConditionAssessment(
        assessors,
        activity,
        state,
        sourceState,
        extent,
        disturbances,
        threats,
        recommendations,
        comment,
        drawn,
        attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.CONDITION;
  }

  /**
   * Somebody who judged.
   *
   * @param organisation for which
   * @param role in which capacity
   */
  public record Assessor(String name, Optional<String> organisation, Optional<Term> role) {
    public Assessor {
      TextLimit.SHORT.check("an assessor's name", name);
      TextLimit.SHORT.check("an assessor's organisation", organisation);
    }

    public static Assessor of(String name) {
      return new Assessor(name, Optional.empty(), Optional.empty());
    }
  }

  /**
   * A change of the place's fabric, as claimed. Effects alone are what was seen where nobody says
   * which cause had them.
   *
   * @param category what kind of activity or process
   * @param cause what it did
   * @param certainty of the cause
   * @param dateForm how the dates are meant: on, between, before
   * @param assessor who assigned the cause, where the source says so
   */
  public record Disturbance(
      Optional<Term> category,
      Optional<Term> cause,
      Optional<Term> certainty,
      List<Effect> effects,
      Optional<Term> dateForm,
      List<TimeSpan> times,
      Optional<String> assessor) {
    public Disturbance {
      effects = List.copyOf(effects);
      times = List.copyOf(times);
      TextLimit.SHORT.check("the assessor of a disturbance", assessor);
    }
  }

  /** What a disturbance did to the place, and how sure that is. */
  public record Effect(Optional<Term> effect, Optional<Term> certainty) {}

  /**
   * A disturbance that may come.
   *
   * @param assessor who inferred it, where the source says so
   */
  public record Threat(
      Optional<Term> category,
      Optional<Term> cause,
      Optional<Term> probability,
      Optional<String> assessor) {
    public Threat {
      TextLimit.SHORT.check("the assessor of a threat", assessor);
    }
  }

  /** What should be done, how soon, as part of what kind of intervention. */
  public record Recommendation(
      Optional<Term> activity,
      Optional<Term> priority,
      Optional<Term> intervention,
      Optional<String> text) {
    public Recommendation {
      TextLimit.LONG.check("a recommendation", text);
    }
  }

  /** Puts an assessment together; single thread. */
  public static final class Builder {
    private List<Assessor> assessors = List.of();
    private Optional<Term> activity = Optional.empty();
    private Optional<Term> state = Optional.empty();
    private Optional<Term> sourceState = Optional.empty();
    private Optional<Term> extent = Optional.empty();
    private List<Disturbance> disturbances = List.of();
    private List<Threat> threats = List.of();
    private List<Recommendation> recommendations = List.of();
    private Optional<String> comment = Optional.empty();
    private Attribution attribution = Attribution.NONE;

    private Builder() {}

    public Builder assessors(List<Assessor> assessors) {
      this.assessors = assessors;
      return this;
    }

    public Builder activity(Term activity) {
      this.activity = Optional.of(activity);
      return this;
    }

    public Builder state(Term state) {
      this.state = Optional.of(state);
      return this;
    }

    public Builder extent(Term extent) {
      this.extent = Optional.of(extent);
      return this;
    }

    /** The source's own code, and beside it what the crosswalk says stands for it, if anything. */
    public Builder sourceState(Crosswalk scheme, String code) {
      Optional<Crosswalk.Mapping> mapping = scheme.find(code);
      sourceState =
          Optional.of(
              new Term(
                  Optional.of(scheme.scheme()),
                  Optional.of(code),
                  mapping.map(Crosswalk.Mapping::label),
                  Optional.empty()));
      state = mapping.flatMap(Crosswalk.Mapping::state).map(Term::of);
      extent = mapping.flatMap(Crosswalk.Mapping::extent).map(Term::of);
      return this;
    }

    public Builder disturbances(List<Disturbance> disturbances) {
      this.disturbances = disturbances;
      return this;
    }

    public Builder threats(List<Threat> threats) {
      this.threats = threats;
      return this;
    }

    public Builder recommendations(List<Recommendation> recommendations) {
      this.recommendations = recommendations;
      return this;
    }

    public Builder comment(String comment) {
      this.comment = Optional.of(comment);
      return this;
    }

    public Builder attribution(Attribution attribution) {
      this.attribution = attribution;
      return this;
    }

    public ConditionAssessment build() {
      return new ConditionAssessment(
          assessors,
          activity,
          state,
          sourceState,
          extent,
          disturbances,
          threats,
          recommendations,
          comment,
          Optional.empty(),
          attribution);
    }
  }
}
