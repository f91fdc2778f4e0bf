package org.cairn.app.web.review;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.report.Chance;
import org.cairn.app.report.NameView;
import org.cairn.app.report.Positions;
import org.cairn.app.text.Texts;
import org.cairn.register.AlertHit;
import org.cairn.register.AlertKey;
import org.cairn.register.AlertPage;

/** The list of alerts, one card for each place, in one language. */
final class QueueView {
  /** Cards on a page. */
  static final int CARDS = 30;

  private final AlertPage page;
  private final QueueFilter filter;
  private final Texts texts;
  private final Optional<String> current;
  private final Map<String, Reviews.Known> places;

  /**
   * @param places by id, at least those of the page
   * @param current id of the alert that is open
   */
  QueueView(
      AlertPage page,
      Map<String, Reviews.Known> places,
      QueueFilter filter,
      Texts texts,
      Optional<String> current) {
    this.page = page;
    this.places = places;
    this.filter = filter;
    this.texts = texts;
    this.current = current;
  }

  /**
   * One place.
   *
   * @param thumbnail empty where the viewer may not see pictures of its ground
   */
  record Card(
      NameView name,
      String address,
      Optional<String> thumbnail,
      String facts,
      String chance,
      String bar,
      boolean isCurrent,
      List<Other> others,
      String more) {}

  /** Another alert of the same place. */
  record Other(String address, String facts, boolean isCurrent) {}

  List<Card> cards() {
    return page.groups().stream().map(this::card).toList();
  }

  private Card card(AlertPage.Group group) {
    AlertHit first = group.alerts().getFirst();
    List<Other> others = new ArrayList<>();
    for (AlertHit hit : group.alerts().subList(1, group.alerts().size())) {
      others.add(new Other(address(hit), facts(hit), isCurrent(hit)));
    }
    long rest = group.count() - group.alerts().size();
    double byChance = first.expectedPerSiteYear().orElse(Double.NaN);
    Reviews.Known known = places.getOrDefault(group.place(), Reviews.Known.unknown(group.place()));
    return new Card(
        NameView.first(known.place(), texts.language()),
        address(first),
        known.located()
            ? Optional.of(AlertPath.of(first.alert()) + "/thumbnail?entry=" + first.entry())
            : Optional.empty(),
        facts(first),
        texts.chance("chance.list", byChance),
        Positions.length(Chance.barPercent(byChance)),
        isCurrent(first),
        others,
        rest > 0 ? texts.count("review.more-of-place", rest) : "");
  }

  private boolean isCurrent(AlertHit hit) {
    return current.filter(hit.alert()::equals).isPresent();
  }

  private String address(AlertHit hit) {
    return AlertPath.of(hit.alert()) + filter.address();
  }

  private String facts(AlertHit hit) {
    List<String> facts = new ArrayList<>();
    hit.areaSquareMetres().ifPresent(area -> facts.add(texts.area(area)));
    if (hit.lastUnchanged().isPresent() && hit.firstSeen().isPresent()) {
      facts.add(
          texts.isolate(
              texts.range(
                  LocalDate.parse(hit.lastUnchanged().get()),
                  LocalDate.parse(hit.firstSeen().get()))));
    }
    hit.sensor().ifPresent(sensor -> facts.add(texts.isolate(sensor)));
    return String.join(" · ", facts);
  }

  /** All ids in the order in which one goes through them. */
  List<String> order() {
    return page.groups().stream()
        .flatMap(group -> group.alerts().stream())
        .map(AlertHit::alert)
        .toList();
  }

  boolean isEmpty() {
    return page.groups().isEmpty();
  }

  Optional<String> nextPage() {
    return page.next()
        .map(AlertKey::text)
        .map(key ->
            "/review"
                + filter.address(
                    "after="
                        + java.net.URLEncoder.encode(
                            key, java.nio.charset.StandardCharsets.UTF_8)));
  }

  QueueFilter filter() {
    return filter;
  }
}
