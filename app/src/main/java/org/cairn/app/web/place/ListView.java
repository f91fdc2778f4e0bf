package org.cairn.app.web.place;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Frame;
import org.cairn.app.web.map.Atlas;
import org.cairn.app.web.map.LocatorMap;
import org.cairn.app.web.map.MapState;
import org.cairn.app.web.map.OwnLayers;
import org.cairn.app.web.map.PlaceFilter;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.ShownName;
import org.cairn.app.web.map.Sight;
import org.cairn.register.PlaceCard;
import org.cairn.register.PlaceQuery.Box;
import org.cairn.register.PlaceSearch.Facet;
import org.cairn.register.YearSpan;

/**
 * What the list of places shows.
 *
 * @param facets values to choose from, the commonest first
 * @param spots longitude and latitude of each place, as far as they may be known, by its number
 * @param state how the map is to be shown
 * @param layers that it can be laid over
 * @param years that the register has dates in
 */
public record ListView(
    Frame frame,
    Sight sight,
    PlaceFilter filter,
    Atlas.Page page,
    List<PlaceCard> cards,
    Map<Facet, List<String>> facets,
    Map<Long, double[]> spots,
    MapState state,
    List<OwnLayers.Offered> layers,
    Optional<YearSpan> years) {
  private static final int MORE_NAMES = 3;
  private static final Pattern YEAR = Pattern.compile("^Y?(-?\\d{1,9})");

  public ListView {
    cards = List.copyOf(cards);
    facets = Map.copyOf(facets);
    spots = Map.copyOf(spots);
    layers = List.copyOf(layers);
  }

  public Texts texts() {
    return frame.texts(ListView.class);
  }

  /**
   * A place in the list.
   *
   * @param more further names, some of them
   * @param types in one line
   * @param status code of its newest coverage; empty where it is not told
   * @param protection key of how its location is shown; empty where it is public
   */
  public record Item(
      String path,
      ShownName name,
      List<ShownName> more,
      String types,
      String condition,
      String status,
      String watched,
      int alerts,
      String protection) {}

  public List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (PlaceCard card : cards) {
      List<ShownName> names = ShownName.sorted(card.names(), sight.languages(), card.place());
      items.add(
          new Item(
              PlacePath.of(card.place()),
              names.getFirst(),
              names.stream().skip(1).limit(MORE_NAMES).toList(),
              texts().join(card.types().stream().map(Texts::clean).toList()),
              sight.claims() && !card.conditions().isEmpty()
                  ? Texts.clean(card.conditions().getFirst())
                  : "",
              sight.watch() ? card.status().orElse("") : "",
              sight.watch() ? card.watchedUntil().map(this::day).orElse("") : "",
              sight.watch() ? card.alerts() : 0,
              card.sensitivity().equals("public") ? "" : card.sensitivity()));
    }
    return items;
  }

  private String day(String iso) {
    return texts().shortDate(LocalDate.parse(iso));
  }

  /** How many there are, in words. */
  public String count() {
    return texts().count("place.list.count", page.total());
  }

  /** The address of the next page; empty on the last. */
  public Optional<String> next() {
    String query = filter.text();
    return page.next()
        .map(after -> state.path(query + (query.isEmpty() ? "" : "&") + "after=" + after));
  }

  /**
   * A status to narrow by.
   *
   * @param code {@code ""} for all
   */
  public record Choice(String code, String label, String count, String path, boolean chosen) {}

  /** The legend of the map, which narrows the list too; empty where statuses are not told. */
  public List<Choice> legend() {
    List<Choice> choices = new ArrayList<>();
    if (!sight.watch()) {
      return choices;
    }
    String now = filter.get(PlaceFilter.STATUS);
    int all = page.perStatus().values().stream().mapToInt(Integer::intValue).sum();
    choices.add(choice("", texts().text("place.list.all"), all, now.isEmpty()));
    page.perStatus().entrySet().stream()
        .filter(each -> !each.getKey().isEmpty())
        .sorted(Map.Entry.comparingByKey())
        .forEach(each ->
            choices.add(
                choice(
                    each.getKey(),
                    status(each.getKey()),
                    each.getValue(),
                    now.equals(each.getKey()))));
    return choices;
  }

  private Choice choice(String code, String label, int count, boolean chosen) {
    String query = filter.with(PlaceFilter.STATUS, code);
    return new Choice(code, label, texts().plain(count), state.path(query), chosen);
  }

  /** The address of the same list, with the map shown instead of it on a small screen, or not. */
  public String path(boolean map) {
    return state.withMap(map).path(filter.text());
  }

  /** A year in which a slider stands, from what its field says. */
  public int year(String field, int otherwise) {
    var found = YEAR.matcher(filter.get(field));
    return found.find() && years.isPresent()
        ? (int) Math.clamp(Long.parseLong(found.group(1)), years.get().first(), years.get().last())
        : otherwise;
  }

  /** A status in words. */
  public String status(String code) {
    return texts().text("status." + code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Whether anything but the map's own part of the world narrows the list. */
  public boolean isNarrowed() {
    return !filter.with(PlaceFilter.BOX, "").isEmpty();
  }

  /** West, south, east, north for the map to begin with; empty for the whole world. */
  public String bounds() {
    return filter.box().or(page::bounds).map(ListView::written).orElse("");
  }

  private static String written(Box box) {
    return String.format(
        Locale.ROOT, "%.5f,%.5f,%.5f,%.5f", box.west(), box.south(), box.east(), box.north());
  }

  /** The query of the map's tiles: all but its part of the world. */
  public String tileQuery() {
    return filter.with(PlaceFilter.BOX, "");
  }

  /** The places of this page, where no map can be shown. */
  public LocatorMap locator() {
    LocatorMap.Drawing drawing = new LocatorMap.Drawing();
    for (PlaceCard card : cards) {
      double[] at = spots.get(card.number());
      if (at != null) {
        ShownName name = ShownName.sorted(card.names(), sight.languages(), card.place()).getFirst();
        drawing.place(at[0], at[1], name.text(), PlacePath.of(card.place()));
      }
    }
    return drawing.draw();
  }
}
