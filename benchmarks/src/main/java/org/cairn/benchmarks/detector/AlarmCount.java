package org.cairn.benchmarks.detector;

import java.util.ArrayList;
import java.util.List;

/**
 * Alarms at one rate asked, over groups of sites: those of a group share weather or ground, so the
 * interval counts groups. Thread-safe.
 */
final class AlarmCount {
  private static final double Z = 1.96;

  // Guarded by this.
  private final List<Group> groups = new ArrayList<>();

  /**
   * @param years in which each site could alarm
   */
  private record Group(int alarms, int sites, double years) {}

  /** Alarms per site and year, with its 95 % interval. */
  record Rate(int alarms, int sites, double siteYears, double observed, double from, double to) {}

  synchronized void add(int alarms, int sites, double years) {
    groups.add(new Group(alarms, sites, years));
  }

  /** One line a group, as {@link #read} takes it. */
  synchronized List<String> lines() {
    return groups.stream()
        .map(group -> group.alarms() + " " + group.sites() + " " + group.years())
        .toList();
  }

  void read(String line) {
    String[] parts = line.split(" ", -1);
    add(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
  }

  /**
   * The share of sites that alarmed, as a rate: -ln(1 - share) / years. Its interval is Wilson's,
   * of as many sites as would vary as the groups do (Kish's design effect, Survey Sampling, 1965).
   */
  synchronized Rate rate() {
    int alarms = 0;
    int sites = 0;
    double siteYears = 0;
    for (Group group : groups) {
      alarms += group.alarms();
      sites += group.sites();
      siteYears += group.sites() * group.years();
    }
    double share = (double) alarms / sites;
    double between = 0;
    for (Group group : groups) {
      double off = group.alarms() - share * group.sites();
      between += off * off;
    }
    double effect = alarms == 0 ? 1 : Math.max(1, between / (sites * share * (1 - share)));
    double weight = Z * Z * effect / sites;
    double middle = (share + weight / 2) / (1 + weight);
    double half = Math.sqrt(share * (1 - share) * weight + weight * weight / 4) / (1 + weight);
    double years = siteYears / sites;
    return new Rate(
        alarms,
        sites,
        siteYears,
        Shares.perYear(share, years),
        Shares.perYear(Math.max(0, middle - half), years),
        Shares.perYear(middle + half, years));
  }
}
