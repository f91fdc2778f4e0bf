package org.cairn.app.web.people;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cairn.app.node.NodeFile;
import org.cairn.register.PersonKey;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The passkeys of accounts. Thread-safe. */
final class Passkeys {
  private static final String COLUMNS =
      "SELECT credential, person, label, jwk, attested, count, rp, recorded, made, used FROM passkeys";

  private final NodeFile file;
  private final InstantSource clock;

  Passkeys(NodeFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param credential its id, base64url
   * @param label by which its owner knows it
   * @param jwk public
   * @param attested as its authenticator gave it (WebAuthn, section 6.5.2), base64url
   * @param count of its authenticator when it was last used
   * @param host that it is for
   * @param recorded whether the ledger has its key
   */
  record Passkey(
      String credential,
      String person,
      String label,
      ObjectNode jwk,
      String attested,
      long count,
      String host,
      boolean recorded,
      Instant made,
      Optional<Instant> used) {
    PersonKey key(String organisation) {
      return new PersonKey(person, organisation, credential, jwk, host);
    }
  }

  /** By the order in which they were made. */
  List<Passkey> list(String person) throws IOException {
    return file.read(questions ->
        questions.list(COLUMNS + " WHERE person = ? ORDER BY made, rowid", Passkeys::row, person));
  }

  Optional<Passkey> find(String credential) throws IOException {
    return file.read(
        questions -> questions.find(COLUMNS + " WHERE credential = ?", Passkeys::row, credential));
  }

  private static Passkey row(ResultSet row) throws SQLException {
    long used = row.getLong(10);
    boolean never = row.wasNull();
    return new Passkey(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        (ObjectNode) JsonMapper.shared().readTree(row.getString(4)),
        row.getString(5),
        row.getLong(6),
        row.getString(7),
        row.getInt(8) != 0,
        Instant.ofEpochSecond(row.getLong(9)),
        never ? Optional.empty() : Optional.of(Instant.ofEpochSecond(used)));
  }

  /**
   * @return false where the credential is somebody's already
   */
  boolean add(String person, String label, WebAuthn.Made made, String host) throws IOException {
    return file.work(questions ->
        questions.change(
                "INSERT INTO passkeys"
                    + " (credential, person, label, jwk, attested, count, rp, recorded, made)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (credential) DO NOTHING",
                made.credential(),
                person,
                label,
                made.jwk().toString(),
                made.attested(),
                made.count(),
                host,
                clock.instant().getEpochSecond())
            == 1);
  }

  void used(String credential, long count) throws IOException {
    file.work(questions ->
        questions.change(
            "UPDATE passkeys SET count = ?, used = ? WHERE credential = ?",
            count,
            clock.instant().getEpochSecond(),
            credential));
  }

  void recorded(String credential) throws IOException {
    file.work(questions ->
        questions.change("UPDATE passkeys SET recorded = 1 WHERE credential = ?", credential));
  }

  /** Only where it is this person's. */
  void remove(String person, String credential) throws IOException {
    file.work(questions ->
        questions.change(
            "DELETE FROM passkeys WHERE person = ? AND credential = ?", person, credential));
  }
}
