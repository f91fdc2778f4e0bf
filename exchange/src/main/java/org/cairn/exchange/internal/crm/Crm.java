package org.cairn.exchange.internal.crm;

import java.util.Map;
import java.util.Set;

/**
 * Names of the <a href="https://cidoc-crm.org/">CIDOC CRM</a> as they are used here, without their
 * namespace, and what <a href="https://linked.art/model/">Linked Art 1.0</a> calls them in JSON.
 */
final class Crm {
  static final String LINKED_ART = "https://linked.art/ns/v1/linked-art.json";

  static final String IDENTIFIED_BY = "P1_is_identified_by";
  static final String PLACE_IDENTIFIED_BY = "P87_is_identified_by";
  static final String HAS_TYPE = "P2_has_type";
  static final String HAS_NOTE = "P3_has_note";
  static final String TIME_SPAN = "P4_has_time-span";
  static final String REFERRED_TO_BY = "P67i_is_referred_to_by";
  static final String LANGUAGE = "P72_has_language";
  static final String WITHIN = "P89_falls_within";
  static final String SUBJECT_OF = "P129i_is_subject_of";
  static final String REPRESENTATION = "P138i_has_representation";
  static final String DEFINED_BY = "P168_place_is_defined_by";
  static final String APPROXIMATED_BY = "P189i_is_approximated_by";
  static final String CONTENT = "P190_has_symbolic_content";
  static final String BEGIN_OF_THE_BEGIN = "P82a_begin_of_the_begin";
  static final String END_OF_THE_BEGIN = "P81a_end_of_the_begin";
  static final String BEGIN_OF_THE_END = "P81b_begin_of_the_end";
  static final String END_OF_THE_END = "P82b_end_of_the_end";
  static final String LABEL = "label";
  static final String EQUIVALENT = "equivalent";

  /** Properties by which a thing is said to be somewhere. */
  static final Set<String> LOCATIONS =
      Set.of(
          "P53_has_former_or_current_location",
          "P54_has_current_permanent_location",
          "P55_has_current_location",
          "P161_has_spatial_projection",
          "P156_occupies",
          "P157_is_at_rest_relative_to");

  static final Set<String> SAME_AS =
      Set.of(EQUIVALENT, "exactMatch", "sameAs", "P48_has_preferred_identifier");

  static final Set<String> PART_OF =
      Set.of(WITHIN, "P46i_forms_part_of", "P106i_forms_part_of", "P5i_forms_part_of");

  static final Set<String> MADE_BY =
      Set.of("P108i_was_produced_by", "P92i_was_brought_into_existence_by");

  /** What carries the text of a node, the best first. */
  static final String[] TEXTS = {CONTENT, "value", HAS_NOTE, "P90_has_value", LABEL, "prefLabel"};

  static final Map<String, String> LINKED_ART_TERMS =
      Map.ofEntries(
          Map.entry("id", "@id"),
          Map.entry("type", "@type"),
          Map.entry("_label", LABEL),
          Map.entry("identified_by", IDENTIFIED_BY),
          Map.entry("classified_as", HAS_TYPE),
          Map.entry("content", CONTENT),
          Map.entry("language", LANGUAGE),
          Map.entry("defined_by", DEFINED_BY),
          Map.entry("approximated_by", APPROXIMATED_BY),
          Map.entry("part_of", WITHIN),
          Map.entry("referred_to_by", REFERRED_TO_BY),
          Map.entry("subject_of", SUBJECT_OF),
          Map.entry("representation", REPRESENTATION),
          Map.entry("equivalent", EQUIVALENT),
          Map.entry("timespan", TIME_SPAN),
          Map.entry("begin_of_the_begin", BEGIN_OF_THE_BEGIN),
          Map.entry("end_of_the_begin", END_OF_THE_BEGIN),
          Map.entry("begin_of_the_end", BEGIN_OF_THE_END),
          Map.entry("end_of_the_end", END_OF_THE_END),
          Map.entry("produced_by", "P108i_was_produced_by"),
          Map.entry("current_location", "P55_has_current_location"),
          Map.entry("digitally_shown_by", "digitally_shown_by"),
          Map.entry("digitally_carried_by", "digitally_carried_by"),
          Map.entry("access_point", "access_point"),
          Map.entry("Place", "E53_Place"),
          Map.entry("HumanMadeObject", "E22_Human-Made_Object"),
          Map.entry("Name", "E33_E41_Linguistic_Appellation"),
          Map.entry("Identifier", "E42_Identifier"),
          Map.entry("Type", "E55_Type"),
          Map.entry("Language", "E56_Language"),
          Map.entry("TimeSpan", "E52_Time-Span"),
          Map.entry("LinguisticObject", "E33_Linguistic_Object"),
          Map.entry("AttributeAssignment", "E13_Attribute_Assignment"));

  private Crm() {}
}
