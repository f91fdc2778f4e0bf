package org.cairn.app.web.stac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which parts of a file a {@code Range} header asks for (RFC 9110, section 14):
 *
 * <pre>bytes=0-499 · bytes=500- · bytes=-500 · bytes=0-0,-1</pre>
 */
final class ByteRanges {
  /** More parts in one request are no reading of an image. */
  private static final int MOST = 16;

  private static final Pattern HEADER = Pattern.compile("(?i)bytes=(.*)");
  private static final Pattern PART = Pattern.compile("([0-9]*)-([0-9]*)");

  private ByteRanges() {}

  /**
   * Both ends included.
   *
   * @param first at least 0
   * @param last at least {@code first}, less than the file's length
   */
  record Part(long first, long last) {
    long length() {
      return last - first + 1;
    }

    /** Value of Content-Range. */
    String of(long length) {
      return "bytes " + first + "-" + last + "/" + length;
    }
  }

  /**
   * @param length of the file
   * @return nothing where the header is not in form, is of another unit or asks for absurdly many
   *     parts, which stands for the whole file; an empty list where no part of it is in the file
   */
  static Optional<List<Part>> of(String header, long length) {
    Matcher matcher = HEADER.matcher(header.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    int asked = 0;
    for (String text : matcher.group(1).split(",", -1)) {
      if (text.isBlank()) {
        continue; // A list may have empty elements.
      }
      Matcher part = PART.matcher(text.strip());
      if (!part.matches() || ++asked > MOST) {
        return Optional.empty();
      }
      boolean suffix = part.group(1).isEmpty();
      if (suffix && part.group(2).isEmpty()) {
        return Optional.empty();
      }
      long one = suffix ? -1 : number(part.group(1));
      long other = part.group(2).isEmpty() ? Long.MAX_VALUE : number(part.group(2));
      if (!suffix && other < one) {
        return Optional.empty();
      }
      long first = suffix ? Math.max(0, length - other) : one;
      long last = suffix ? length - 1 : Math.min(other, length - 1);
      if (first <= last && first < length) {
        parts.add(new Part(first, last));
      }
    }
    return asked == 0 || isRepetitive(parts) ? Optional.empty() : Optional.of(parts);
  }

  /** Too large ones are beyond the end of any file. */
  private static long number(String digits) {
    String bare = digits.replaceFirst("^0+(?=.)", "");
    return bare.length() > 18 ? Long.MAX_VALUE : Long.parseLong(bare);
  }

  /** The same bytes again and again: sections 14.2 and 17.15. */
  private static boolean isRepetitive(List<Part> parts) {
    for (int one = 0; one < parts.size(); one++) {
      for (int other = one + 1; other < parts.size(); other++) {
        Part a = parts.get(one);
        Part b = parts.get(other);
        if (a.first() <= b.last() && b.first() <= a.last()) {
          return true;
        }
      }
    }
    return false;
  }
}
