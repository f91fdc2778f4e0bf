package org.cairn.exchange.internal.eamena;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.vocabulary.Eamena;

/**
 * The columns of an assessment of condition, as exports and bulk-upload sheets head them. Headings
 * are compared by {@link org.cairn.exchange.internal.CleanText#key}.
 */
enum AssessmentColumn {
  INVESTIGATOR("assessmentinvestigatoractor"),
  ROLE(Eamena.INVESTIGATOR_ROLE, "investigatorroletype"),
  ACTIVITY(Eamena.ACTIVITY, "assessmentactivitytype"),
  DATE("assessmentactivitydate"),
  GOOGLE_EARTH("googleearthassessment", "geassessmentyesno"),
  IMAGERY_DATE("geimageryacquisitiondate"),
  INFORMATION("informationresource", "informationresourceused"),
  INFORMATION_DATE("informationresourceacquisitiondate"),
  STATE(Eamena.CONDITION_STATE, "overallconditionstate", "overallconditionstatetype"),
  EXTENT(Eamena.DAMAGE_EXTENT, "damageextenttype"),
  CATEGORY(Eamena.DISTURBANCE_CATEGORY, "disturbancecausecategorytype"),
  CAUSE(Eamena.DISTURBANCE_CAUSE, "disturbancecausetype"),
  CERTAINTY(Eamena.CERTAINTY, "disturbancecausecertainty"),
  DISTURBED_FROM("disturbancedatefrom"),
  DISTURBED_TO("disturbancedateto"),
  DISTURBED_BEFORE("disturbancedateoccurredbefore"),
  DISTURBED_ON("disturbancedateoccurredon"),
  CAUSE_ASSESSOR(
      "disturbancecauseassignmentassessornameactor", "disturbancecauseassignmentassessorname"),
  EFFECT(Eamena.DISTURBANCE_EFFECT, "effecttype"),
  EFFECT_CERTAINTY(Eamena.CERTAINTY, "effectcertainty"),
  THREAT_CATEGORY(Eamena.DISTURBANCE_CATEGORY, "threatcategory"),
  THREAT(Eamena.DISTURBANCE_CAUSE, "threatcausetype", "threattype"),
  PROBABILITY(Eamena.THREAT_PROBABILITY, "threatprobability"),
  THREAT_ASSESSOR("threatinferencemakingassessornameactor", "threatinferencemakingassessorname"),
  INTERVENTION(Eamena.INTERVENTION, "interventionactivitytype"),
  RECOMMENDATION(Eamena.RECOMMENDATION, "recommendationtype"),
  PRIORITY(Eamena.PRIORITY, "prioritytype");

  private final Optional<Eamena> list;
  private final List<String> keys;

  AssessmentColumn(String... keys) {
    this(Optional.empty(), keys);
  }

  AssessmentColumn(Eamena list, String... keys) {
    this(Optional.of(list), keys);
  }

  AssessmentColumn(Optional<Eamena> list, String... keys) {
    this.list = list;
    this.keys = List.of(keys);
  }

  /** The words it may hold; empty for names and dates. */
  Optional<Eamena> list() {
    return list;
  }

  /** Which column a heading is. */
  static Optional<AssessmentColumn> of(String key) {
    return Arrays.stream(values()).filter(each -> each.keys.contains(key)).findFirst();
  }
}
