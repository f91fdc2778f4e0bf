package org.cairn.ledger.note;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TreeHead;

/**
 * The text of a checkpoint (C2SP tlog-checkpoint v1):
 *
 * <pre>
 * origin
 * size, decimal
 * root, base64 of 32 bytes
 * (extension lines, not empty; read, never written)
 * </pre>
 *
 * Immutable.
 *
 * @param origin name of the log, the same as its key's
 * @param extensions lines after the root
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {
  private static final String CODE = "checkpoint-format";
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

  public Checkpoint {
    extensions = List.copyOf(extensions);
  }

  public Checkpoint(String origin, TreeHead head) {
    this(origin, head, List.of());
  }

  /**
   * @param text of a note, ends in a line feed
   * @throws RefusedException {@code checkpoint-format}
   */
  public static Checkpoint parse(String text) throws RefusedException {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
      throw RefusedException.expected(
          CODE, "checkpoint", "lines with origin, size and root", (lines.length - 1) + " lines");
    }
    if (lines[0].isEmpty()) {
      throw RefusedException.expected(CODE, "line 1", "the log's origin", "an empty line");
    }
    long size = parseSize(lines[1], CODE, "line 2");
    Hash root = Hash.parseBase64(lines[2], CODE, "line 3");
    List<String> extensions = Arrays.asList(lines).subList(3, lines.length - 1);
    if (extensions.contains("")) {
      throw RefusedException.expected(
          CODE, "line " + (4 + extensions.indexOf("")), "an extension line", "an empty line");
    }
    return new Checkpoint(lines[0], new TreeHead(size, root), extensions);
  }

  /** A decimal without sign and leading zeros, at most 2^63 - 1. */
  public static long parseSize(String digits, String code, String where) throws RefusedException {
    if (SIZE.matcher(digits).matches()) {
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException tooLarge) {
        throw new RefusedException(
            RefusedException.expected(code, where, "a number up to 2^63 - 1", digits).fault(),
            tooLarge);
      }
    }
    throw RefusedException.expected(
        code,
        where,
        "a decimal number without leading zeros",
        "'" + (digits.length() > 40 ? digits.substring(0, 40) + "…" : digits) + "'");
  }

  public long size() {
    return head.size();
  }

  /** What is signed. */
  public String text() {
    StringBuilder text =
        new StringBuilder()
            .append(origin)
            .append('\n')
            .append(head.size())
            .append('\n')
            .append(head.root().base64())
            .append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
