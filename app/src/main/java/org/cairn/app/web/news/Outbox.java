package org.cairn.app.web.news;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cairn.app.node.NodeFile.Questions;

/** What is to be sent, was sent, or is kept to be read, in {@link NewsStore}. Thread-safe. */
final class Outbox {
  /** Of one round of sending. */
  private static final int AT_ONCE = 200;

  private final NewsStore store;

  Outbox(NewsStore store) {
    this.store = store;
  }

  /** What became of one. */
  enum State {
    WAITING,
    SENT,
    /** Given up. */
    FAILED,
    /** Nobody is to get it any more. */
    DROPPED,
    /** Nothing is sent: it is asked for. */
    KEPT;

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param kind {@code digest}, {@code test} or {@code confirm}
   * @param content JSON of the digest; empty for what asks for a confirmation
   * @param attempts that failed
   * @param told what went wrong last, or what a server said
   */
  record Letter(
      String id,
      String subscription,
      String kind,
      Instant made,
      String content,
      String state,
      int attempts,
      String told) {
    Digest digest() {
      return DigestJson.read(content);
    }

    /** What a server said, without addresses of mailboxes. */
    String failure() {
      return told.replaceAll("[^\\s<>()]+@[^\\s<>()]+", "…@…");
    }
  }

  private static final String COLUMNS =
      "o.id, o.subscription, o.kind, o.made, o.content, o.state, o.attempts, o.told";

  private static Letter letter(ResultSet row) throws SQLException {
    return new Letter(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochSecond(row.getLong(4)),
        row.getString(5),
        row.getString(6),
        row.getInt(7),
        row.getString(8));
  }

  static void put(Questions questions, Subscription to, Digest digest, long number, String kind)
      throws SQLException {
    put(questions, to, digest.id(), number, kind, digest.made(), DigestJson.write(digest));
  }

  private static void put(
      Questions questions,
      Subscription to,
      String id,
      long number,
      String kind,
      Instant made,
      String content)
      throws SQLException {
    boolean sent = to.wish().channel() != Subscription.Channel.FEED;
    questions.change(
        "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '')",
        id,
        to.id(),
        number,
        kind,
        to.wish().channel().code(),
        made.getEpochSecond(),
        content,
        (sent ? State.WAITING : State.KEPT).code());
  }

  /** To be sent at once. */
  void put(Subscription to, String id, String kind, Instant made, String content)
      throws IOException {
    store.work(questions -> {
      long number =
          questions
              .find(
                  "SELECT coalesce(max(number), 0) + 1 FROM outbox"
                      + " WHERE subscription = ? AND kind = ?",
                  row -> row.getLong(1),
                  to.id(),
                  kind)
              .orElse(1L);
      put(questions, to, id, number, kind, made, content);
      return true;
    });
  }

  /** Those that are due, what was put in first before what came later. */
  List<Letter> waiting(Subscription.Channel channel, Instant now) throws IOException {
    return store.read(questions ->
        questions.list(
            "SELECT "
                + COLUMNS
                + " FROM outbox o WHERE o.channel = ? AND o.state = 'waiting' AND o.next <= ?"
                + " ORDER BY o.next, o.rowid LIMIT "
                + AT_ONCE,
            Outbox::letter,
            channel.code(),
            now.getEpochSecond()));
  }

  void sent(Letter letter) throws IOException {
    store.work(questions ->
        questions.change("UPDATE outbox SET state = 'sent', told = '' WHERE id = ?", letter.id()));
  }

  /** It is tried again. */
  void failed(Letter letter, String told, Instant next) throws IOException {
    store.work(questions ->
        questions.change(
            "UPDATE outbox SET attempts = attempts + 1, told = ?, next = ? WHERE id = ?",
            told,
            next.getEpochSecond(),
            letter.id()));
  }

  void end(Letter letter, State state, String told) throws IOException {
    store.work(questions ->
        questions.change(
            "UPDATE outbox SET state = ?, told = ? WHERE id = ?", state.code(), told, letter.id()));
  }

  /** All that waits for a way that is closed: no attempt of theirs. */
  void postpone(Subscription.Channel channel, String told, Instant next) throws IOException {
    store.work(questions ->
        questions.change(
            "UPDATE outbox SET next = max(next, ?), told = ? WHERE channel = ?"
                + " AND state = 'waiting'",
            next.getEpochSecond(),
            told,
            channel.code()));
  }

  /** Those of a subscription that can be read, the newest first. */
  List<Letter> list(String subscription, int most) throws IOException {
    return store.read(questions ->
        questions.list(
            "SELECT "
                + COLUMNS
                + " FROM outbox o WHERE o.subscription = ? AND o.kind = 'digest'"
                + " ORDER BY o.number DESC LIMIT ?",
            Outbox::letter,
            subscription,
            most));
  }

  Optional<Letter> find(String id) throws IOException {
    if (!store.exists()) {
      return Optional.empty();
    }
    return store.read(questions ->
        questions.find("SELECT " + COLUMNS + " FROM outbox o WHERE o.id = ?", Outbox::letter, id));
  }

  /** What went wrong lately, without what was in it. */
  List<Letter> failures(int most) throws IOException {
    if (!store.exists()) {
      return List.of();
    }
    return store.read(questions ->
        questions.list(
            "SELECT "
                + COLUMNS
                + " FROM outbox o WHERE o.told <> '' AND o.state IN ('waiting', 'failed')"
                + " ORDER BY o.made DESC LIMIT ?",
            Outbox::letter,
            most));
  }
}
