package org.cairn.register;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.record.Disclosure;
import org.cairn.ledger.record.Disclosures;
import org.cairn.ledger.storage.DurableFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
    byte[] lines =
        disclosures.stream()
            .map(disclosure -> disclosure.encoded() + "\n")
            .collect(Collectors.joining())
            .getBytes(US_ASCII);
    DurableFile.replace(folder.resolve(Hash.of(Sha256.of(lines)).hex() + ENDING), lines);
  }

  /**
   * All that is known, by digest.
   *
   * @throws RefusedException {@code disclosure-…} for a line that is none
   */
  Map<String, Disclosure> read() throws IOException, RefusedException {
    Map<String, Disclosure> known = new HashMap<>();
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(file -> file.toString().endsWith(ENDING)).toList();
    }
    for (Path file : files) {
      for (String line : Files.readAllLines(file, US_ASCII)) {
        Disclosure disclosure = Disclosure.parse(line);
        known.put(disclosure.digest(), disclosure);
      }
    }
    return known;
  }

  /** The record with everything known of it back in its place. */
  static ObjectNode reveal(ObjectNode record, Map<String, Disclosure> known)
      throws RefusedException {
    List<Disclosure> own = new ArrayList<>();
    for (JsonNode digests : record.findValues("_sd")) {
      for (JsonNode digest : digests.values()) {
        Disclosure disclosure = known.get(digest.asString(""));
        if (disclosure != null) {
          own.add(disclosure);
        }
      }
    }
    return Disclosures.reveal(record, own);
  }
}
