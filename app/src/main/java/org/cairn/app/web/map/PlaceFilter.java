package org.cairn.app.web.map;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.heritage.time.DaySpan;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.IsoDay;
import org.cairn.register.PlaceQuery;
import org.cairn.register.PlaceQuery.Box;

/**
 * Which places a page or a tile is about, as its address says it.
 *
 * @param members what was asked, by the name in the address; never blank
 * @param query the same but for the box
 * @param box that a place's position is to lie in
 * @param problems keys of what was not understood and is left out
 */
public record PlaceFilter(
    Map<String, String> members, PlaceQuery query, Optional<Box> box, List<String> problems) {
  public static final String NAME = "q";
  public static final String TYPE = "type";
  public static final String STATUS = "status";
  public static final String CONDITION = "condition";
  public static final String DISTURBANCE = "disturbance";
  public static final String FROM = "from";
  public static final String UNTIL = "until";
  public static final String ORGANISATION = "organisation";
  public static final String BOX = "box";

  /** Of those whose name is asked for; what is less like it is not listed. */
  private static final int MOST_NAMED = 20_000;

  private static final List<String> ALL =
      List.of(NAME, TYPE, STATUS, CONDITION, DISTURBANCE, FROM, UNTIL, ORGANISATION, BOX);

  public PlaceFilter {
    members = Map.copyOf(members);
    problems = List.copyOf(problems);
  }

  /**
   * @param parameters of a request
   * @param sight what is not in it cannot be asked about either
   */
  public static PlaceFilter of(Map<String, String[]> parameters, Sight sight) {
    Reading reading = new Reading();
    for (String name : ALL) {
      String[] given = parameters.get(name);
      boolean open =
          switch (name) {
            case STATUS -> sight.watch();
            case CONDITION, DISTURBANCE -> sight.claims();
            default -> true;
          };
      if (open && given != null && given.length > 0 && !given[0].isBlank()) {
        reading.put(name, given[0].strip());
      }
    }
    return reading.filter();
  }

  public String get(String name) {
    return members.getOrDefault(name, "");
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** The address's query for the same with one member changed; empty value takes it out. */
  public String with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>();
    for (String member : ALL) {
      String now = member.equals(name) ? value : get(member);
      if (!now.isEmpty()) {
        changed.put(member, now);
      }
    }
    return written(changed);
  }

  /** As the query of an address, without its question mark. */
  public String text() {
    return with("", "");
  }

  private static String written(Map<String, String> members) {
    List<String> parts = new ArrayList<>();
    members.forEach(
        (name, value) -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", parts);
  }

  /** Puts a filter together; single thread. */
  private static final class Reading {
    private final Map<String, String> members = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private PlaceQuery query = PlaceQuery.ALL;
    private Optional<Box> box = Optional.empty();

    void put(String name, String value) {
      try {
        switch (name) {
          case NAME -> query = query.withName(value).withLimit(MOST_NAMED);
          case TYPE -> query = query.withType(value);
          case STATUS -> query = query.withStatus(value);
          case CONDITION -> query = query.withCondition(value);
          case DISTURBANCE -> query = query.withDisturbance(value);
          case ORGANISATION -> query = query.withOrganisation(value);
          case BOX -> box = Optional.of(box(value));
          default -> bounds(value);
        }
        members.put(name, value);
      } catch (IllegalArgumentException | EdtfException e) {
        problems.add(name);
      }
    }

    private static DaySpan bounds(String date) throws EdtfException {
      return Edtf.parse(date).bounds();
    }

    private static Box box(String text) {
      String[] parts = text.split(",", -1);
      if (parts.length != 4) {
        throw new IllegalArgumentException("A box has four numbers");
      }
      double[] at = new double[4];
      for (int i = 0; i < 4; i++) {
        at[i] = Double.parseDouble(parts[i].strip());
      }
      return new Box(at[0], at[1], at[2], at[3]);
    }

    PlaceFilter filter() {
      try {
        Optional<IsoDay> from = day(FROM).flatMap(DaySpan::earliest);
        Optional<IsoDay> until = day(UNTIL).flatMap(DaySpan::latest);
        if (from.isPresent() || until.isPresent()) {
          query = query.withDuring(new DaySpan(from, until));
        }
      } catch (IllegalArgumentException e) {
        problems.add(UNTIL);
        members.remove(FROM);
        members.remove(UNTIL);
      }
      return new PlaceFilter(members, query, box, problems);
    }

    private Optional<DaySpan> day(String name) {
      return Optional.ofNullable(members.get(name)).map(text -> Edtf.of(text).bounds());
    }
  }
}
