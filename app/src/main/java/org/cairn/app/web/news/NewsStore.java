package org.cairn.app.web.news;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.cairn.app.node.NodeFile;
import org.cairn.app.node.NodeFile.Questions;
import org.cairn.app.web.news.Subscription.Standing;
import org.cairn.app.web.news.Subscription.State;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions, what happened, and the digests that were made, in {@code news.db}. Made with the
 * first subscription, opened when it is first asked. Thread-safe.
 */
final class NewsStore implements AutoCloseable {
  private static final NodeFile.Schema SCHEMA = new NodeFile.Schema(NewsStore.class, "news", 1);
  private static final int SECRET_BYTES = 32;

  /** Digests of a subscription that can be read again. */
  static final int KEPT = 60;

  private static final String COLUMNS =
      "id, person, organisation, wish, state, why, told, seen, row, digests, due, made, last,"
          + " hook_version, hook_changed, feed_version, asked";

  private final Path path;
  private final SecureRandom random;

  /** Guarded by this. */
  private @Nullable NodeFile opened;

  NewsStore(Path path, SecureRandom random) {
    this.path = path;
    this.random = random;
  }

  /** Whether there is anything at all. */
  boolean exists() {
    return Files.exists(path);
  }

  synchronized NodeFile file() throws IOException {
    NodeFile known = opened;
    if (known == null) {
      known = NodeFile.open(path, SCHEMA);
      byte[] secret = new byte[SECRET_BYTES];
      random.nextBytes(secret);
      String text = Base64.getEncoder().encodeToString(secret);
      known.work(
          questions -> questions.change("INSERT OR IGNORE INTO node VALUES (1, ?, -1, -1)", text));
      opened = known;
    }
    return known;
  }

  Secrets secrets() throws IOException {
    return new Secrets(
        Base64.getDecoder()
            .decode(
                file()
                    .read(questions ->
                        questions.find("SELECT secret FROM node", row -> row.getString(1)))
                    .orElseThrow()));
  }

  static Subscription subscription(ResultSet row) throws SQLException {
    long last = row.getLong("last");
    boolean never = row.wasNull();
    return new Subscription(
        row.getString("id"),
        row.getString("person"),
        row.getString("organisation"),
        WishJson.read(row.getString("wish")),
        new Standing(
            State.of(row.getString("state")),
            row.getString("why"),
            row.getString("told"),
            row.getLong("seen"),
            row.getLong("row"),
            row.getLong("digests"),
            Instant.ofEpochSecond(row.getLong("due")),
            Instant.ofEpochSecond(row.getLong("made")),
            never ? Optional.empty() : Optional.of(Instant.ofEpochSecond(last)),
            row.getInt("hook_version"),
            Instant.ofEpochSecond(row.getLong("hook_changed")),
            row.getInt("feed_version"),
            Instant.ofEpochSecond(row.getLong("asked"))));
  }

  Optional<Subscription> find(String id) throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    return file()
        .read(questions ->
            questions.find(
                "SELECT " + COLUMNS + " FROM subscriptions WHERE id = ?",
                NewsStore::subscription,
                id));
  }

  /** Those of a person, the oldest first. */
  List<Subscription> list(String person) throws IOException {
    if (!exists()) {
      return List.of();
    }
    return file()
        .read(questions ->
            questions.list(
                "SELECT " + COLUMNS + " FROM subscriptions WHERE person = ? ORDER BY made, id",
                NewsStore::subscription,
                person));
  }

  /** Those that go on and of which a digest is due. */
  List<Subscription> due(Instant now, long newest) throws IOException {
    return file()
        .read(questions ->
            questions.list(
                "SELECT "
                    + COLUMNS
                    + " FROM subscriptions WHERE state = 'active' AND"
                    + " CASE frequency WHEN 'at-once' THEN seen < ? ELSE due <= ? END ORDER BY id",
                NewsStore::subscription,
                newest,
                now.getEpochSecond()));
  }

  /** Those whose next digest is further away than any can be: the clock was wrong meanwhile. */
  List<Subscription> tooFar(Instant now) throws IOException {
    return file()
        .read(questions ->
            questions.list(
                "SELECT "
                    + COLUMNS
                    + " FROM subscriptions WHERE state = 'active' AND due > CASE frequency"
                    + " WHEN 'daily' THEN ? WHEN 'weekly' THEN ? ELSE ? END"
                    + " AND frequency <> 'at-once'",
                NewsStore::subscription,
                now.plus(Schedule.Frequency.DAILY.longest()).getEpochSecond(),
                now.plus(Schedule.Frequency.WEEKLY.longest()).getEpochSecond(),
                now.plus(Schedule.Frequency.MONTHLY.longest()).getEpochSecond()));
  }

  void add(Subscription one) throws IOException {
    file().work(questions -> add(questions, one));
  }

  static int add(Questions questions, Subscription one) throws SQLException {
    Standing standing = one.standing();
    return questions.change(
        "INSERT INTO subscriptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)",
        one.id(),
        one.person(),
        one.organisation(),
        WishJson.write(one.wish()),
        one.wish().schedule().frequency().code(),
        standing.state().code(),
        standing.why(),
        standing.told(),
        standing.seen(),
        standing.row(),
        standing.digests(),
        standing.due().getEpochSecond(),
        standing.made().getEpochSecond(),
        standing.hookVersion(),
        standing.hookChanged().getEpochSecond(),
        standing.feedVersion(),
        standing.asked().getEpochSecond());
  }

  /** Another wish; where the address is another, it has to be confirmed as the state says. */
  void change(String id, Subscription.Wish wish, State state, Instant due) throws IOException {
    file()
        .work(questions ->
            questions.change(
                "UPDATE subscriptions SET wish = ?, frequency = ?, state = ?, why = '', told = '',"
                    + " due = ? WHERE id = ?",
                WishJson.write(wish),
                wish.schedule().frequency().code(),
                state.code(),
                due.getEpochSecond(),
                id));
  }

  /**
   * @param why key of a text; empty where there is nothing to say
   * @param told what a server said; may be empty
   */
  void set(String id, State state, String why, String told, Instant due) throws IOException {
    file()
        .work(questions ->
            questions.change(
                "UPDATE subscriptions SET state = ?, why = ?, told = ?, due = ? WHERE id = ?",
                state.code(),
                why,
                told,
                due.getEpochSecond(),
                id));
  }

  /** Whether it went on until now: of two that stop it, one does. */
  boolean stop(String id, State state, String why, String told) throws IOException {
    return file()
        .work(questions -> {
          questions.change(
              "UPDATE outbox SET state = 'dropped' WHERE subscription = ? AND state = 'waiting'"
                  + " AND kind <> 'confirm'",
              id);
          return questions.change(
                  "UPDATE subscriptions SET state = ?, why = ?, told = ? WHERE id = ?"
                      + " AND state IN ('active', 'unconfirmed')",
                  state.code(),
                  why,
                  told,
                  id)
              == 1;
        });
  }

  void noteAsked(String id, Instant when) throws IOException {
    file()
        .work(questions ->
            questions.change(
                "UPDATE subscriptions SET asked = ? WHERE id = ?", when.getEpochSecond(), id));
  }

  void renewHook(String id, Instant when) throws IOException {
    file()
        .work(questions ->
            questions.change(
                "UPDATE subscriptions SET hook_version = hook_version + 1, hook_changed = ?"
                    + " WHERE id = ?",
                when.getEpochSecond(),
                id));
  }

  void renewFeed(String id) throws IOException {
    file()
        .work(questions ->
            questions.change(
                "UPDATE subscriptions SET feed_version = feed_version + 1 WHERE id = ?", id));
  }

  void remove(String id) throws IOException {
    file().work(questions -> questions.change("DELETE FROM subscriptions WHERE id = ?", id));
  }

  /** Whether a person has had a mailbox confirmed. */
  boolean isConfirmed(String person, String address) throws IOException {
    return list(person).stream()
        .anyMatch(one ->
            one.wish().channel() == Subscription.Channel.MAIL
                && one.wish().address().equalsIgnoreCase(address)
                && one.standing().state() != State.UNCONFIRMED);
  }

  /** How many mails asked for a confirmation since, of a person. */
  int asks(String person, Instant since) throws IOException {
    return file()
        .read(questions ->
            questions.find(
                "SELECT count(*) FROM outbox o JOIN subscriptions s ON s.id = o.subscription"
                    + " WHERE o.kind = 'confirm' AND s.person = ? AND o.made >= ?",
                row -> row.getInt(1),
                person,
                since.getEpochSecond()))
        .orElse(0);
  }

  /** How many there are, for administrators: without contents. */
  record Count(String channel, String state, int count) {}

  List<Count> counts(String table) throws IOException {
    if (!exists()) {
      return List.of();
    }
    String sql =
        table.equals("outbox")
            ? "SELECT channel, state, count(*) FROM outbox GROUP BY 1, 2 ORDER BY 1, 2"
            : "SELECT frequency, state, count(*) FROM subscriptions GROUP BY 1, 2 ORDER BY 1, 2";
    return file()
        .read(questions ->
            questions.list(
                sql, row -> new Count(row.getString(1), row.getString(2), row.getInt(3))));
  }

  /** One transaction over several tables. */
  <T> T work(NodeFile.Work<T> work) throws IOException {
    return file().work(work);
  }

  <T> T read(NodeFile.Work<T> work) throws IOException {
    return file().read(work);
  }

  /**
   * Keeps a digest and moves its subscription on, in one step.
   *
   * @param digest empty where none is made, and the subscription only moves on
   */
  static void keep(
      Questions questions,
      Subscription of,
      Optional<Digest> digest,
      long seen,
      long row,
      Instant due)
      throws SQLException {
    int moved =
        questions.change(
            "UPDATE subscriptions SET seen = ?, row = ?, due = ?, digests = digests + ?,"
                + " last = coalesce(?, last) WHERE id = ? AND digests = ? AND state = 'active'",
            seen,
            row,
            due.getEpochSecond(),
            digest.isPresent() ? 1 : 0,
            digest.map(one -> one.made().getEpochSecond()).orElse(null),
            of.id(),
            of.standing().digests());
    if (moved == 0 || digest.isEmpty()) {
      return; // Paused, deleted or told meanwhile.
    }
    Outbox.put(questions, of, digest.get(), of.standing().digests() + 1, "digest");
    questions.change(
        "DELETE FROM outbox WHERE subscription = ? AND kind = 'digest' AND number <= ?"
            + " AND state <> 'waiting'",
        of.id(),
        of.standing().digests() + 1 - KEPT);
  }

  @Override
  public synchronized void close() throws IOException {
    if (opened != null) {
      opened.close();
      opened = null;
    }
  }
}
