package org.cairn.app.web.stac;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.web.Answer;

/**
 * Bytes, or the parts of them that were asked for: RFC 9110, sections 13 and 14. Several parts come
 * as {@code multipart/byteranges}; a range that says nothing of form is passed over.
 *
 * @param type of media
 * @param caching value of Cache-Control
 */
record RangedAnswer(Content content, String type, String caching) implements Answer {
  private static final int PARTIAL = HttpServletResponse.SC_PARTIAL_CONTENT;

  @Override
  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String tag = '"' + content.tag() + '"';
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", caching);
    response.setHeader("Accept-Ranges", "bytes");
    if (isKnown(request.getHeader("If-None-Match"), tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    Optional<List<ByteRanges.Part>> asked = asked(request, tag);
    if (asked.isPresent() && asked.get().isEmpty()) {
      response.setHeader("Content-Range", "bytes */" + content.length());
      response.setHeader("Cache-Control", PRIVATE);
      response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
      response.setContentLength(0);
      return;
    }
    List<ByteRanges.Part> parts =
        asked.orElseGet(() -> List.of(new ByteRanges.Part(0, content.length() - 1)));
    response.setStatus(asked.isPresent() ? PARTIAL : HttpServletResponse.SC_OK);
    if (parts.size() == 1) {
      response.setContentType(type);
      response.setContentLengthLong(parts.getFirst().length());
      if (asked.isPresent()) {
        response.setHeader("Content-Range", parts.getFirst().of(content.length()));
      }
      send(request, response, parts, List.of(new byte[0]), new byte[0]);
    } else {
      severalParts(request, response, parts);
    }
  }

  private void severalParts(
      HttpServletRequest request, HttpServletResponse response, List<ByteRanges.Part> parts)
      throws IOException {
    List<byte[]> heads = new ArrayList<>();
    String boundary = "cairn-" + content.tag(); // No bytes have their own tag in them.
    byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII);
    long length = end.length;
    for (ByteRanges.Part part : parts) {
      byte[] head =
          "%s--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
              .formatted(heads.isEmpty() ? "" : "\r\n", boundary, type, part.of(content.length()))
              .getBytes(US_ASCII);
      heads.add(head);
      length += head.length + part.length();
    }
    response.setContentType("multipart/byteranges; boundary=" + boundary);
    response.setContentLengthLong(length);
    send(request, response, parts, heads, end);
  }

  private void send(
      HttpServletRequest request,
      HttpServletResponse response,
      List<ByteRanges.Part> parts,
      List<byte[]> heads,
      byte[] end)
      throws IOException {
    if (isHead(request)) {
      return;
    }
    try (Content.Parts open = content.open()) {
      OutputStream out = response.getOutputStream();
      for (int part = 0; part < parts.size(); part++) {
        if (heads.get(part).length > 0) {
          out.write(heads.get(part));
        }
        if (parts.get(part).length() > 0) {
          open.write(parts.get(part), out);
        }
      }
      if (end.length > 0) { // A whole answer is closed: it takes not even nothing.
        out.write(end);
      }
    }
  }

  /**
   * Ranges are for GET alone (section 14.2), and count only while the file is what the asker thinks
   * (section 13.1.5). No date is told of a file, so that none can be the asker's.
   */
  private Optional<List<ByteRanges.Part>> asked(HttpServletRequest request, String tag) {
    String range = request.getHeader("Range");
    String ifRange = request.getHeader("If-Range");
    if (range == null || isHead(request) || ifRange != null && !ifRange.strip().equals(tag)) {
      return Optional.empty();
    }
    return ByteRanges.of(range, content.length());
  }

  private static boolean isHead(HttpServletRequest request) {
    return request.getMethod().equals("HEAD");
  }

  /** Compared weakly (section 13.1.2). */
  private static boolean isKnown(@org.jspecify.annotations.Nullable String tags, String tag) {
    if (tags == null) {
      return false;
    }
    for (String one : tags.split(",")) {
      String bare = one.strip();
      if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }
}
