package org.cairn.register;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.record.Disclosure;
import org.cairn.ledger.storage.DurableFile;

/**
 * The protected members of records, apart from the log, in a folder that only its owner may enter.
 * A file has the disclosures (RFC 9901) of the records that were added together, one a line. They
 * are not encrypted: who reads this user's files reads them.
 */
final class Vault {
  private static final String ENDING = ".disclosures";

  private final Path folder;

  Vault(Path folder) {
    this.folder = folder;
  }

  static Vault create(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    return new Vault(folder);
  }

  /** Returns when they are on stable storage. */
  void keep(List<Disclosure> disclosures) throws IOException {
    if (disclosures.isEmpty()) {
      return;
    }
    byte[] lines = text(disclosures);
    DurableFile.replace(folder.resolve(name(lines)), lines);
  }

  /** What was kept for records that did not come into the log after all. */
  void takeBack(List<Disclosure> disclosures) throws IOException {
    if (!disclosures.isEmpty()) {
      Files.deleteIfExists(folder.resolve(name(text(disclosures))));
    }
  }

  private static byte[] text(List<Disclosure> disclosures) {
    return disclosures.stream()
        .map(disclosure -> disclosure.encoded() + "\n")
        .collect(Collectors.joining())
        .getBytes(US_ASCII);
  }

  /**
   * @throws RefusedException {@code disclosure-…} for a line that is none, with file and line
   */
  void requireDisclosures(Path file) throws IOException, RefusedException {
    for (Line line : lines(file)) {
      try {
        Disclosure.parse(line.text);
      } catch (RefusedException e) {
        throw new RefusedException(
            new Fault(
                e.code(),
                line.where,
                e.fault().message() + "; restore the file from a backup of the vault"),
            e);
      }
    }
  }

  Path folder() {
    return folder;
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /** Files of disclosures, by name. */
  List<Path> files() throws IOException {
    return list(file -> file.toString().endsWith(ENDING));
  }

  /** What is neither that nor left by a stopped write. */
  List<Path> unexpected() throws IOException {
    return list(file ->
        !file.toString().endsWith(ENDING) && !file.toString().endsWith(DurableFile.TEMPORARY));
  }

  private List<Path> list(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(wanted).sorted().toList();
    }
  }

  /**
   * A line of a file, whatever it is.
   *
   * @param where file and number
   */
  record Line(String where, String text) {}

  List<Line> lines(Path file) throws IOException {
    // Byte by byte: what is no ASCII is the disclosure's to refuse.
    String[] texts = new String(Files.readAllBytes(file), ISO_8859_1).split("\n", -1);
    List<Line> lines = new ArrayList<>();
    for (int number = 1; number <= texts.length; number++) {
      String text = texts[number - 1];
      if (number < texts.length || !text.isEmpty()) {
        lines.add(new Line(file + ", line " + number, text));
      }
    }
    return lines;
  }

  /** Whether the file's content has the hash it is named by. */
  boolean isAsWritten(Path file) throws IOException {
    return isNamedFor(file, Files.readAllBytes(file));
  }

  /** The same of content read before. */
  static boolean isNamedFor(Path file, byte[] content) {
    return file.getFileName().toString().equals(name(content));
  }

  private static String name(byte[] lines) {
    return Hash.of(Sha256.of(lines)).hex() + ENDING;
  }
}
