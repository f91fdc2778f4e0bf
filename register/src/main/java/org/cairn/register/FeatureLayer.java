package org.cairn.register;

import static org.cairn.register.FeatureProperty.Type.DATE;
import static org.cairn.register.FeatureProperty.Type.INSTANT;
import static org.cairn.register.FeatureProperty.Type.INTEGER;
import static org.cairn.register.FeatureProperty.Type.NUMBER;
import static org.cairn.register.FeatureProperty.Type.TEXT;
import static org.cairn.register.FeatureProperty.Type.TEXTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.register.FeatureProperty.Type;

/** What a register can hand out as features. Ids of features stay the same. */
public enum FeatureLayer {
  /**
   * Places; of several geometries that are said of one the feature has that which stands for it,
   * see {@link org.cairn.heritage.place.KnownLocation}, or where it is protected its grid cell, or
   * none. In the order of their registration; the id is the place's.
   */
  PLACES,
  /** Alerts with the changed area, or of a protected place its grid cell, by their ids. */
  ALERTS,
  /**
   * Assessments of condition that stand, with the extent that was drawn, else where their place is,
   * by their places' ids. The id is the entry of the ledger, with a number where an imported
   * description has several.
   */
  ASSESSMENTS,
  /** Cases, with their places, in the order in which they were opened. */
  CASES;

  /** Those that somebody may see, in the order of {@link FeatureRow#value}. */
  public List<FeatureProperty> properties(FeatureSight sight) {
    Listing all = new Listing();
    switch (this) {
      case PLACES -> {
        all.add("names", TEXTS).add("languages", TEXTS).add("types", TEXTS);
        all.add(sight.claims(), "conditions", TEXTS).add("sensitivity", TEXT);
        all.add(sight.watch(), "status", TEXT).add(sight.watch(), "watched_until", DATE);
        all.add("latest_entry", INTEGER);
      }
      case ALERTS -> {
        all.add("alert", TEXT).add("place", TEXT).add("place_name", TEXT);
        all.add("last_unchanged", DATE).add("first_seen", DATE).add("raised", DATE);
        all.add("score", NUMBER).add("expected_per_site_year", NUMBER).add("area_m2", NUMBER);
        all.add("direction", TEXT).add("sensor", TEXT).add("finding", TEXT).add("entry", INTEGER);
      }
      case ASSESSMENTS -> {
        all.add("place", TEXT).add("place_name", TEXT).add("recorded", INSTANT);
        all.add("organisation", TEXT).add("organisation_name", TEXT).add("assessors", TEXTS);
        all.add("condition", TEXT).add("extent", TEXT).add("disturbances", TEXTS);
        all.add("threats", TEXTS).add("comment", TEXT).add("entry", INTEGER);
      }
      case CASES -> {
        all.add("title", TEXT).add("kind", TEXT).add("status", TEXT).add("opened", INSTANT);
        all.add("changed", INSTANT).add("organisation", TEXT).add("organisation_name", TEXT);
        all.add("items", INTEGER).add("open_tasks", INTEGER).add("next_due", DATE);
        all.add("places", TEXTS).add("entry", INTEGER);
      }
    }
    return List.copyOf(all.properties);
  }

  /** The one of that name, where it may be seen. */
  public Optional<FeatureProperty> find(String name, FeatureSight sight) {
    return properties(sight).stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** As written in addresses. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  private static final class Listing {
    private final List<FeatureProperty> properties = new ArrayList<>();

    Listing add(String name, Type type) {
      return add(true, name, type);
    }

    Listing add(boolean seen, String name, Type type) {
      if (seen) {
        properties.add(new FeatureProperty(name, type));
      }
      return this;
    }
  }
}
