package org.cairn.exchange.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A text file opened for reading: its encoding found from the byte order mark or, for UTF-16
 * without one, from where the zero bytes stand; else UTF-8.
 */
public final class TextInput implements AutoCloseable {
  private static final int SNIFFED_BYTES = 4096;

  private final InputStream stream;
  private final DecodingReader reader;
  private final Charset charset;
  private final boolean guessed;
  private final boolean empty;

  private TextInput(
      InputStream stream, DecodingReader reader, Charset charset, boolean guessed, boolean empty) {
    this.stream = stream;
    this.reader = reader;
    this.charset = charset;
    this.guessed = guessed;
    this.empty = empty;
  }

  /** What kind of binary file this is, in words, or empty for text. */
  public static Optional<String> binaryKind(Path file) throws IOException {
    byte[] head = head(file);
    if (startsWith(head, 'P', 'K', 3, 4)) {
      return Optional.of("a ZIP archive or a spreadsheet (.xlsx, .ods)");
    } else if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
      return Optional.of("an old spreadsheet (.xls)");
    } else if (startsWith(head, 'S', 'Q', 'L', 'i', 't', 'e')) {
      return Optional.of("a database (GeoPackage or SQLite)");
    } else if (startsWith(head, 0, 0, 0x27, 0x0A)) {
      return Optional.of("a shapefile");
    } else if (startsWith(head, '%', 'P', 'D', 'F')) {
      return Optional.of("a PDF");
    } else if (startsWith(head, 0x1F, 0x8B)) {
      return Optional.of("a gzip archive");
    } else if (startsWith(head, 0x89, 'P', 'N', 'G') || startsWith(head, 0xFF, 0xD8, 0xFF)) {
      return Optional.of("an image");
    }
    if (bomOf(head).isPresent() || utf16WithoutMark(head).isPresent()) {
      return Optional.empty();
    }
    for (byte b : head) {
      if (b == 0) {
        return Optional.of("binary data");
      }
    }
    return Optional.empty();
  }

  /** The encoding of a file that begins so. */
  public static Charset charsetOf(byte[] head) {
    return bomOf(head)
        .map(Bom::charset)
        .or(() -> utf16WithoutMark(head))
        .orElse(StandardCharsets.UTF_8);
  }

  /** Where the first byte stands that could not be decoded, if one was met so far. */
  public OptionalLong firstUndecodableByte() {
    return reader.firstUndecodableByte();
  }

  public static TextInput open(Path file) throws IOException {
    return open(file, StandardCharsets.UTF_8);
  }

  /**
   * @param otherwise the encoding to take where neither a byte order mark nor zero bytes tell it
   */
  public static TextInput open(Path file, Charset otherwise) throws IOException {
    InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      stream.mark(SNIFFED_BYTES);
      byte[] head = stream.readNBytes(SNIFFED_BYTES);
      stream.reset();
      Optional<Bom> bom = bomOf(head);
      Optional<Charset> guess = bom.isPresent() ? Optional.empty() : utf16WithoutMark(head);
      Charset charset = bom.map(Bom::charset).orElse(guess.orElse(otherwise));
      int markBytes = bom.map(Bom::length).orElse(0);
      stream.skipNBytes(markBytes);
      return new TextInput(
          stream,
          new DecodingReader(stream, charset, markBytes),
          charset,
          guess.isPresent(),
          isBlank(head, markBytes));
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  public Reader reader() {
    return reader;
  }

  /** Knows where the first undecodable byte stood. */
  public DecodingReader decoding() {
    return reader;
  }

  public Charset charset() {
    return charset;
  }

  /** True when the encoding was concluded from the bytes and not named by a byte order mark. */
  public boolean isGuessed() {
    return guessed;
  }

  /** True when there is nothing but white space (in the first 4096 bytes, for a file no longer). */
  public boolean isEmpty() {
    return empty;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private record Bom(Charset charset, int length) {}

  private static Optional<Bom> bomOf(byte[] head) {
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(new Bom(StandardCharsets.UTF_8, 3));
    } else if (startsWith(head, 0xFF, 0xFE, 0, 0)) {
      return Optional.of(new Bom(StandardCharsets.UTF_32LE, 4));
    } else if (startsWith(head, 0, 0, 0xFE, 0xFF)) {
      return Optional.of(new Bom(StandardCharsets.UTF_32BE, 4));
    } else if (startsWith(head, 0xFF, 0xFE)) {
      return Optional.of(new Bom(StandardCharsets.UTF_16LE, 2));
    } else if (startsWith(head, 0xFE, 0xFF)) {
      return Optional.of(new Bom(StandardCharsets.UTF_16BE, 2));
    }
    return Optional.empty();
  }

  /** Headings and JSON are mostly ASCII: in UTF-16 every other byte of them is zero. */
  private static Optional<Charset> utf16WithoutMark(byte[] head) {
    int pairs = head.length / 2;
    if (pairs < 2) {
      return Optional.empty();
    }
    int evenZeros = 0;
    int oddZeros = 0;
    for (int i = 0; i < pairs; i++) {
      evenZeros += head[2 * i] == 0 ? 1 : 0;
      oddZeros += head[2 * i + 1] == 0 ? 1 : 0;
    }
    if (oddZeros > 0.6 * pairs && evenZeros == 0) {
      return Optional.of(StandardCharsets.UTF_16LE);
    } else if (evenZeros > 0.6 * pairs && oddZeros == 0) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return Optional.empty();
  }

  private static boolean isBlank(byte[] head, int from) {
    if (head.length == SNIFFED_BYTES) {
      return false;
    }
    for (int i = from; i < head.length; i++) {
      if (head[i] != ' ' && head[i] != '\t' && head[i] != '\r' && head[i] != '\n' && head[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(SNIFFED_BYTES);
    }
  }

  private static boolean startsWith(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
