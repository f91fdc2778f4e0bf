package org.cairn.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;
import org.cairn.ledger.merkle.StrictBase64;

/**
 * A text with signature lines (C2SP signed-note v1):
 *
 * <pre>
 * text, one or more lines, each ended by LF
 * (empty line)
 * — name base64(keyId[4] || signature)
 * </pre>
 *
 * UTF-8 without control characters but LF; the last empty line divides. Immutable.
 */
public final class SignedNote {
  /** Larger notes are refused before they are looked at. */
  public static final int MAX_BYTES = 64 * 1024;

  /** More signature lines are refused; the specification asks for 16 at the least. */
  public static final int MAX_SIGNATURES = 64;

  private static final String SIGNATURE_START = "\u2014 ";

  /**
   * A signature line that holds.
   *
   * @param key whose it is
   * @param time a witness's statement of when it saw the text; empty for a log's own signature
   */
  public record Verified(VerifierKey key, Optional<Instant> time) {}

  private final String text;
  private final List<NoteSignature> signatures;

  private SignedNote(String text, List<NoteSignature> signatures) {
    this.text = text;
    this.signatures = List.copyOf(signatures);
  }

  /** A new note. */
  public static SignedNote of(String text, List<NoteSignature> signatures) {
    if (!text.endsWith("\n") || signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "A note's text ends in a line feed and has 1 to 64 signatures, found "
              + signatures.size());
    }
    return new SignedNote(text, signatures);
  }

  /**
   * Reads a note; whether signatures hold is asked of {@link #verify}.
   *
   * @throws RefusedException {@code note-size}, {@code note-encoding}, {@code note-format}, {@code
   *     note-signature-format}
   */
  public static SignedNote parse(byte[] note) throws RefusedException {
    if (note.length > MAX_BYTES) {
      throw RefusedException.expected(
          "note-size", "note", "at most " + MAX_BYTES + " bytes", note.length + " bytes");
    }
    String whole = decode(note);
    int boundary = whole.lastIndexOf("\n\n");
    if (boundary < 0) {
      throw RefusedException.expected(
          "note-format", "note", "an empty line before the signatures", "none");
    }
    String text = whole.substring(0, boundary + 1);
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    return new SignedNote(text, readSignatures(whole.substring(boundary + 2), line));
  }

  private static String decode(byte[] note) throws RefusedException {
    String whole;
    try {
      whole =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(note))
              .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new RefusedException(
          Fault.expected("note-encoding", "note", "UTF-8", "other bytes"), notUtf8);
    }
    for (int at = 0; at < whole.length(); at++) {
      char c = whole.charAt(at);
      if (c < ' ' && c != '\n') {
        throw RefusedException.expected(
            "note-encoding",
            "character " + at,
            "no control character but the line feed",
            "U+00" + (c < 16 ? "0" : "") + Integer.toHexString(c));
      }
    }
    return whole;
  }

  private static List<NoteSignature> readSignatures(String block, int lineBefore)
      throws RefusedException {
    if (!block.endsWith("\n")) {
      throw RefusedException.expected(
          "note-format", "end of note", "signature lines, the last ended by a line feed", "none");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    int line = lineBefore;
    for (String text : block.substring(0, block.length() - 1).split("\n", -1)) {
      line++;
      if (signatures.size() == MAX_SIGNATURES) {
        throw RefusedException.expected(
            "note-format", "line " + line, "at most " + MAX_SIGNATURES + " signatures", "more");
      }
      signatures.add(readSignature(text, "line " + line));
    }
    return signatures;
  }

  private static NoteSignature readSignature(String line, String where) throws RefusedException {
    String[] parts = line.split(" ", -1);
    if (!line.startsWith(SIGNATURE_START) || parts.length != 3) {
      throw RefusedException.expected(
          "note-signature-format",
          where,
          "an em dash, a name and base64, one space between",
          "'" + (line.length() > 60 ? line.substring(0, 60) + "…" : line) + "'");
    }
    KeyName.require(parts[1], "note-signature-format", where);
    byte[] blob = StrictBase64.decode(parts[2], "note-signature-format", where);
    if (blob.length <= Integer.BYTES) {
      throw RefusedException.expected(
          "note-signature-format", where, "a key id and a signature", blob.length + " bytes");
    }
    return new NoteSignature(
        parts[1],
        ByteBuffer.wrap(blob).getInt(),
        Arrays.copyOfRange(blob, Integer.BYTES, blob.length));
  }

  /** With its final line feed. */
  public String text() {
    return text;
  }

  public List<NoteSignature> signatures() {
    return signatures;
  }

  /** This note with more signature lines; those it has are not repeated. */
  public SignedNote with(List<NoteSignature> more) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    more.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
    return of(text, all);
  }

  /** The file's bytes. */
  public byte[] bytes() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The signatures by the keys known; those of unknown keys are passed over.
   *
   * @return one per key that signed, in the note's order; may be empty
   * @throws RefusedException {@code note-signature}: a known key's signature that does not hold
   */
  public List<Verified> verify(Collection<VerifierKey> known) throws RefusedException {
    List<Verified> verified = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      for (VerifierKey key : known) {
        if (key.id() == signature.keyId() && key.name().equals(signature.name())) {
          Verified holds = verify(key, signature);
          if (verified.stream().noneMatch(other -> other.key().equals(key))) {
            verified.add(holds);
          }
        }
      }
    }
    return List.copyOf(verified);
  }

  private Verified verify(VerifierKey key, NoteSignature signature) throws RefusedException {
    byte[] bytes = signature.bytes();
    return switch (key.kind()) {
      case LOG -> {
        if (!key.verifies(text.getBytes(StandardCharsets.UTF_8), bytes)) {
          throw doesNotHold(key);
        }
        yield new Verified(key, Optional.empty());
      }
      case WITNESS -> {
        if (bytes.length != Long.BYTES + Ed25519.SIGNATURE_LENGTH) {
          throw doesNotHold(key);
        }
        long seconds = ByteBuffer.wrap(bytes).getLong();
        byte[] rest = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
        if (seconds < 0
            || seconds > Instant.MAX.getEpochSecond()
            || !key.verifies(Cosignatures.message(text, seconds), rest)) {
          throw doesNotHold(key);
        }
        yield new Verified(key, Optional.of(Instant.ofEpochSecond(seconds)));
      }
    };
  }

  private static RefusedException doesNotHold(VerifierKey key) {
    return new RefusedException(
        new Fault(
            "note-signature",
            "signature of " + key.name() + " (" + key.idHex() + ")",
            "does not hold for this text: the text, the line or the key was changed"));
  }
}
