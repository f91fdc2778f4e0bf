package org.cairn.app.web.news;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.cairn.app.web.ServerParts;
import org.cairn.app.web.people.Leaving;

/** Whose a subscription is, and that they leave. */
final class NewsOwner {
  private NewsOwner() {}

  static String of(NewsNode node, String subscription) throws IOException {
    return ServerParts.of(node.served.server(), NewsStore.class)
        .find(subscription)
        .orElseThrow()
        .person();
  }

  static void leave(NewsNode node, String person, String organisation) {
    try {
      Leaving.roles(node.served.people(), person, organisation, Set.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
