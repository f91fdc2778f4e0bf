package org.cairn.app.web.news;

import java.util.List;
import java.util.stream.Stream;
import org.cairn.app.text.Language;
import org.cairn.app.web.api.Act;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.api.Field;
import org.cairn.heritage.review.Finding;

/** What programs may do with subscriptions of whom they act for. Stateless. */
final class NewsActs {
  private NewsActs() {}

  static ApiActs all() {
    return ApiActs.NONE
        .with(
            Act.of("subscribe", "/news", "Makes a subscription")
                .secret()
                .taking(wish(List.of("whole", "box", "outline", "places"))),
            one("changeSubscription", "edit", "Changes a subscription")
                .taking(wish(List.of("whole", "box", "outline", "places", "kept"))),
            one("pauseSubscription", "pause", "Lets a subscription rest"),
            one("resumeSubscription", "resume", "Goes on with it"),
            one("deleteSubscription", "delete", "Ends a subscription"),
            one("askMailbox", "ask", "Asks once more for the confirmation of the mailbox"),
            one("testSubscription", "test", "Sends a digest of what there is now"),
            one("renewWebhookSecret", "secret", "Gives a webhook another secret").secret(),
            one("renewFeed", "feed", "Gives a feed another address"))
        .without(
            "Whoever got a mail follows its link, without an account",
            "/news/confirm/{secret}",
            "/news/unsubscribe/{secret}",
            "/news/one-click/{secret}");
  }

  private static Act one(String id, String act, String summary) {
    return Act.of(id, "/news/{id}/" + act, summary);
  }

  private static Field[] wish(List<String> areas) {
    return new Field[] {
      Field.text("name", "What it is called").needed(),
      Field.text("where", "Which part of the world").among(areas),
      Field.text("west", "Of a box, in degrees"),
      Field.text("south", "Of a box"),
      Field.text("east", "Of a box; less than west where it goes over the antimeridian"),
      Field.text("north", "Of a box"),
      Field.text("outline", "GeoJSON, KML or WKT of polygons in WGS 84"),
      Field.text("from", "Where of places: a query of the list of places"),
      Field.texts("types", "Of places; all without"),
      Field.texts("values", "Of places that somebody lists or has told the meaning of; all without")
          .among(Stream.of(Subscription.Value.values()).map(Subscription.Value::code).toList()),
      Field.texts("statuses", "Of findings; all without")
          .among(Stream.of(Finding.Status.values()).map(Finding.Status::code).toList()),
      Field.text("years", "Rarer by chance than once in so many, at one place"),
      Field.text("area", "Least size of a change, in square metres"),
      Field.text("frequency", "How often")
          .among(Stream.of(Schedule.Frequency.values()).map(Schedule.Frequency::code).toList()),
      Field.text("day", "Where weekly: 1, Monday, to 7"),
      Field.text("hour", "Of the day, 0 to 23"),
      Field.text("zone", "Time zone, such as Africa/Cairo"),
      Field.text("language", "Of digests")
          .among(Stream.of(Language.values()).map(Language::tag).toList()),
      Field.text("channel", "How digests come")
          .among(Stream.of(Subscription.Channel.values()).map(Subscription.Channel::code).toList()),
      Field.text("address", "Where by mail"),
      Field.text("hook", "Where to a webhook"),
      Field.flag("only", "Whether digests without anything new are left out")
    };
  }
}
