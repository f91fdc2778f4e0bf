package org.cairn.app.web.news;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.app.text.Language;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.review.Finding;

/**
 * That somebody wants to be told.
 *
 * @param id random
 * @param person id of its owner
 * @param organisation for which they made it: what they are there says what they are told
 * @param wish what they want to be told, when and how
 */
record Subscription(String id, String person, String organisation, Wish wish, Standing standing) {
  /** By which way. */
  enum Channel {
    MAIL,
    WEBHOOK,
    /** Nothing is sent; whoever wants to know asks. */
    FEED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Channel> findByCode(String code) {
      return Stream.of(values()).filter(one -> one.code().equals(code)).findFirst();
    }
  }

  /** What the register has on what a place is worth, and to whom; it ranks none above another. */
  enum Value {
    /** An authority lists or protects it. */
    DESIGNATED(StatementKind.DESIGNATION),
    /** A community has said what it means to it. */
    SIGNIFICANT(StatementKind.SIGNIFICANCE);

    private final StatementKind kind;

    Value(StatementKind kind) {
      this.kind = kind;
    }

    StatementKind kind() {
      return kind;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Value> findByCode(String code) {
      return Stream.of(values()).filter(one -> one.code().equals(code)).findFirst();
    }
  }

  /**
   * @param name the owner's own, for lists and subjects of mails
   * @param types labels, of which a place has one; any where empty
   * @param values of which a place has one; any where empty
   * @param statuses of findings; {@link Finding.Status#UNREVIEWED} stands for new alerts
   * @param mostByChance how often chance alone may score so high, per site and year
   * @param leastSquareMetres of the change
   * @param address of the mailbox or the webhook; empty for a feed
   * @param onlyNews whether a digest without anything new is left out
   */
  record Wish(
      String name,
      Area area,
      List<String> types,
      Set<Value> values,
      Set<Finding.Status> statuses,
      OptionalDouble mostByChance,
      OptionalDouble leastSquareMetres,
      Schedule schedule,
      Language language,
      Channel channel,
      String address,
      boolean onlyNews) {
    Wish {
      types = List.copyOf(types);
      values = Set.copyOf(values);
      statuses = Set.copyOf(statuses);
    }
  }

  /** Whether it goes on. */
  enum State {
    /** Its address is not confirmed yet. */
    UNCONFIRMED,
    ACTIVE,
    /** By its owner, by a reader of a mail, or because it could not be delivered. */
    PAUSED,
    /** Its owner may not be told any more. */
    ENDED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return Stream.of(values()).filter(one -> one.code().equals(code)).findFirst().orElse(PAUSED);
    }
  }

  /**
   * How far it is.
   *
   * @param why key of why it stands as it does; empty where there is nothing to say
   * @param told what a mail server or receiver said; may be empty
   * @param seen number of the last thing in the journal that it told or passed over
   * @param row of the register that its last digest knew, see {@link
   *     org.cairn.register.WatchNews.Mark#row}
   * @param digests how many were made
   * @param due when the next is
   * @param last when the last was made
   * @param hookVersion of the secret that signs; {@code hookChanged} is when it began
   * @param feedVersion of the secret in the feeds' addresses
   * @param asked when its address was last asked to be confirmed
   */
  record Standing(
      State state,
      String why,
      String told,
      long seen,
      long row,
      long digests,
      Instant due,
      Instant made,
      Optional<Instant> last,
      int hookVersion,
      Instant hookChanged,
      int feedVersion,
      Instant asked) {}
}
