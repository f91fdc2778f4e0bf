package org.cairn.app.web.people;

import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.app.node.NodeFile;
import org.cairn.app.node.NodeFile.Questions;

/** Codes from an app, and those for the day on which the app is lost. Thread-safe. */
final class SecondFactors {
  private static final int RECOVERY_CODES = 10;
  private static final int RECOVERY_BYTES = 10;

  private final NodeFile file;
  private final InstantSource clock;
  private final Tokens tokens;

  SecondFactors(NodeFile file, InstantSource clock, Tokens tokens) {
    this.file = file;
    this.clock = clock;
    this.tokens = tokens;
  }

  private record Factor(byte[] secret, long step) {}

  private static Optional<Factor> find(Questions questions, String person, boolean confirmed)
      throws SQLException {
    return questions.find(
        "SELECT secret, step FROM second_factors WHERE person = ? AND confirmed = ?",
        row -> new Factor(row.getBytes(1), row.getLong(2)),
        person,
        confirmed ? 1 : 0);
  }

  boolean isSetUp(String person) throws IOException {
    return file.read(questions -> find(questions, person, true).isPresent());
  }

  /** The secret to be confirmed, in base32; the same until it is. */
  String begin(String person) throws IOException {
    byte[] fresh = tokens.bytes(Totp.SECRET_BYTES);
    return file.work(questions -> {
      questions.change(
          "INSERT INTO second_factors (person, secret, confirmed, step) VALUES (?, ?, 0, 0)"
              + " ON CONFLICT (person) DO NOTHING",
          person,
          fresh);
      return Tokens.base32(find(questions, person, false).map(Factor::secret).orElse(new byte[0]));
    });
  }

  /**
   * Counts from now on.
   *
   * @return recovery codes, to be shown once; none where the code does not fit
   */
  List<String> confirm(String person, String code) throws IOException {
    return file.work(questions -> {
      Optional<Factor> factor = find(questions, person, false);
      if (factor.isEmpty()) {
        return List.of();
      }
      OptionalLong step = accept(factor.get(), code);
      if (step.isEmpty()) {
        return List.of();
      }
      questions.change(
          "UPDATE second_factors SET confirmed = 1, step = ? WHERE person = ?",
          step.getAsLong(),
          person);
      return renewCodes(questions, person);
    });
  }

  private List<String> renewCodes(Questions questions, String person) throws SQLException {
    questions.change("DELETE FROM recovery_codes WHERE person = ?", person);
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      String code = Tokens.base32(tokens.bytes(RECOVERY_BYTES)).toLowerCase(Locale.ROOT);
      questions.change(
          "INSERT INTO recovery_codes (person, hash) VALUES (?, ?)", person, Tokens.hash(code));
      codes.add(code.replaceAll("(.{4})(?=.)", "$1-"));
    }
    return codes;
  }

  private OptionalLong accept(Factor factor, String code) {
    return Totp.accept(factor.secret(), code.replaceAll("\\s", ""), clock.instant(), factor.step());
  }

  /**
   * How somebody got in: by the app or by a code of recovery, which is used up; empty if by none.
   */
  Optional<String> check(String person, String code) throws IOException {
    return file.work(questions -> {
      Optional<Factor> factor = find(questions, person, true);
      if (factor.isEmpty()) {
        return Optional.empty();
      }
      OptionalLong step = accept(factor.get(), code);
      if (step.isPresent()) {
        questions.change(
            "UPDATE second_factors SET step = ? WHERE person = ?", step.getAsLong(), person);
        return Optional.of("second-factor");
      }
      String plain = code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
      int used =
          questions.change(
              "DELETE FROM recovery_codes WHERE person = ? AND hash = ?",
              person,
              Tokens.hash(plain));
      return used == 1 ? Optional.of("recovery-code") : Optional.empty();
    });
  }

  int countRecoveryCodes(String person) throws IOException {
    return file.work(questions ->
        questions
            .find(
                "SELECT count(*) FROM recovery_codes WHERE person = ?",
                row -> row.getInt(1),
                person)
            .orElse(0));
  }

  void remove(String person) throws IOException {
    file.work(questions -> {
      questions.change("DELETE FROM recovery_codes WHERE person = ?", person);
      return questions.change("DELETE FROM second_factors WHERE person = ?", person);
    });
  }
}
