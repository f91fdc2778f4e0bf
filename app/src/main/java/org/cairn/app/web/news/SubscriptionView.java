package org.cairn.app.web.news;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.app.text.Texts;
import org.cairn.app.web.news.Subscription.State;

/** A subscription in words. For one thread. */
final class SubscriptionView {
  private final Subscription one;
  private final Texts texts;

  SubscriptionView(Subscription one, Texts texts) {
    this.one = one;
    this.texts = texts;
  }

  /** A digest that was made. */
  public record Sent(String id, String when, String headline, String state, String told) {}

  public Texts texts() {
    return texts;
  }

  public String id() {
    return one.id();
  }

  public String name() {
    return Texts.clean(one.wish().name());
  }

  public String state() {
    return one.standing().state().code();
  }

  public boolean isActive() {
    return one.standing().state() == State.ACTIVE;
  }

  public boolean isUnconfirmed() {
    return one.standing().state() == State.UNCONFIRMED;
  }

  public boolean isHook() {
    return one.wish().channel() == Subscription.Channel.WEBHOOK;
  }

  public boolean isFeed() {
    return one.wish().channel() == Subscription.Channel.FEED;
  }

  /** Why it stands as it does; empty where there is nothing to say. */
  public String why() {
    return one.standing().why().isEmpty() ? "" : texts.text("news.why." + one.standing().why());
  }

  /** What a server said. */
  public String told() {
    return Texts.clean(one.standing().told());
  }

  public String way() {
    return texts.text("news.way." + one.wish().channel().code(), texts.isolate(address()));
  }

  private String address() {
    String address = one.wish().address();
    int query = address.indexOf('?');
    return query < 0 ? address : address.substring(0, query) + "?…";
  }

  public String where() {
    return switch (one.wish().area()) {
      case Area.Whole whole -> texts.text("news.where.whole");
      case Area.Within within -> texts.text("news.where.within");
      case Area.Places places -> texts.count("news.where.places", places.numbers().size());
    };
  }

  /** What is asked for, in some words. */
  public List<String> what() {
    List<String> words = new ArrayList<>();
    words.add(where());
    one.wish().types().forEach(type -> words.add(texts.isolate(type)));
    one.wish().values().stream()
        .sorted()
        .forEach(value -> words.add(texts.text("news.value." + value.code())));
    one.wish().mostByChance().ifPresent(rate -> words.add(texts.chance("chance.list", rate)));
    one.wish()
        .leastSquareMetres()
        .ifPresent(area -> words.add(texts.text("news.least", texts.area(area))));
    return words;
  }

  public List<String> statuses() {
    return one.wish().statuses().stream()
        .sorted()
        .map(status -> texts.text("news.status." + status.code()))
        .toList();
  }

  public String when() {
    Schedule schedule = one.wish().schedule();
    String hour = String.format(Locale.ROOT, "%02d:00", schedule.hour());
    return switch (schedule.frequency()) {
      case AT_ONCE -> texts.text("news.when.at-once");
      case DAILY -> texts.text("news.when.daily", hour, schedule.zone().getId());
      case WEEKLY ->
          texts.text(
              "news.when.weekly",
              WishForm.day(schedule.day().getValue(), texts),
              hour,
              schedule.zone().getId());
      case MONTHLY -> texts.text("news.when.monthly", hour, schedule.zone().getId());
    };
  }

  /** When the next digest is due; empty where none is. */
  public String next() {
    return isActive() && !one.wish().schedule().isAtOnce() ? local(one.standing().due()) : "";
  }

  public String last() {
    return one.standing().last().map(this::local).orElse("");
  }

  /** By the clocks of its zone. */
  private String local(Instant time) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(texts.language().locale())
        .format(time.atZone(one.wish().schedule().zone()));
  }

  Sent sent(Outbox.Letter letter) {
    return new Sent(
        letter.id(),
        local(letter.made()),
        DigestText.of(letter.digest(), texts).headline(),
        letter.state(),
        Texts.clean(letter.told()));
  }
}
