package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.record.Disclosure;

/**
 * Whether what the vault has belongs to the log: every line is a disclosure, and some record has
 * its digest. What the log has and the vault has not is counted only: it is withheld, or hides how
 * many there are. For one thread.
 */
final class VaultCheck {
  private final Vault vault;

  /** As they were in the beginning: what a writer adds since is for the next check. */
  private final List<Path> files;

  /** When the log was last published, before the check read it; empty where it is not. */
  private final Optional<FileTime> published;

  private final DigestSet disclosed = new DigestSet();
  private long withheld;

  private VaultCheck(Vault vault, List<Path> files, Optional<FileTime> published) {
    this.vault = vault;
    this.files = files;
    this.published = published;
  }

  /**
   * Reads what there is; faults are told in the end. To be called before the checkpoint is read: a
   * writer puts values into the vault before it adds their digests to the log.
   *
   * @param checkpoint the file of it
   */
  static VaultCheck begin(Vault vault, Path checkpoint) throws IOException {
    List<Path> files = vault.exists() ? vault.files() : List.of();
    Optional<FileTime> published =
        Files.exists(checkpoint)
            ? Optional.of(Files.getLastModifiedTime(checkpoint))
            : Optional.empty();
    VaultCheck check = new VaultCheck(vault, files, published);
    for (Path file : check.files) {
      for (Vault.Line line : vault.lines(file)) {
        digest(line).ifPresent(check.disclosed::add);
      }
    }
    return check;
  }

  private static Optional<String> digest(Vault.Line line) {
    try {
      return Optional.of(Disclosure.parse(line.text()).digest());
    } catch (RefusedException toldInTheEnd) {
      return Optional.empty();
    }
  }

  /** A digest in a record. */
  void meet(String digest) {
    if (!disclosed.meet(digest)) {
      withheld++;
    }
  }

  /** Digests in the log, decoys included, of which the vault has no disclosure. */
  long withheld() {
    return withheld;
  }

  /** Sound files none of whose values is in a record that was met. */
  List<Path> strangers() throws IOException {
    List<Path> strangers = new ArrayList<>();
    for (Path file : files) {
      if (vault.isAsWritten(file) && vault.lines(file).stream().noneMatch(this::wasMet)) {
        strangers.add(file);
      }
    }
    return strangers;
  }

  /**
   * Tells the faults.
   *
   * @param allMet whether all records were read: only then a digest can be missed
   * @param faults {@code vault-missing}, {@code vault-open}, {@code vault-unknown-disclosure},
   *     {@code vault-file-changed}, {@code vault-unexpected-file}, and what {@link
   *     Disclosure#parse} refuses, each with file and line
   */
  void tell(boolean allMet, Consumer<Fault> faults) throws IOException {
    if (!vault.exists()) {
      faults.accept(
          Fault.expected(
              "vault-missing",
              vault.folder().toString(),
              "the folder of the protected values",
              "none; restore it from its backup"));
      return;
    }
    KeyCheck.requireOwnerOnly(vault.folder(), "vault-open", "chmod 700", faults);
    for (Path file : vault.unexpected()) {
      faults.accept(
          Fault.expected(
              "vault-unexpected-file", file.toString(), "files of disclosures only", "this"));
    }
    for (Path file : files) {
      tell(file, allMet, faults);
    }
  }

  private void tell(Path file, boolean allMet, Consumer<Fault> faults) throws IOException {
    List<Vault.Line> lines = vault.lines(file);
    boolean sound = vault.isAsWritten(file);
    if (sound && isNew(file) && lines.stream().noneMatch(this::wasMet)) {
      return;
    }
    boolean told = false;
    for (Vault.Line line : lines) {
      Optional<Fault> fault = find(line, allMet);
      fault.ifPresent(faults);
      told |= fault.isPresent();
    }
    if (!told && !sound) {
      faults.accept(
          Fault.expected(
              "vault-file-changed",
              file.toString(),
              "content with the SHA-256 of its name",
              "other content, or less of it; restore it from a backup of the vault"));
    }
  }

  /** Written since the log was last published: its records may be on their way. */
  private boolean isNew(Path file) throws IOException {
    return published.isPresent() && Files.getLastModifiedTime(file).compareTo(published.get()) >= 0;
  }

  private boolean wasMet(Vault.Line line) {
    return digest(line).filter(disclosed::wasMet).isPresent();
  }

  private Optional<Fault> find(Vault.Line line, boolean allMet) {
    String digest;
    try {
      digest = Disclosure.parse(line.text()).digest();
    } catch (RefusedException e) {
      return Optional.of(
          new Fault(
              e.code(),
              line.where(),
              e.fault().message() + "; restore the file from a backup of the vault"));
    }
    if (!allMet || disclosed.wasMet(digest)) {
      return Optional.empty();
    }
    return Optional.of(
        new Fault(
            "vault-unknown-disclosure",
            line.where(),
            "its digest "
                + digest
                + " is in no record of the log: it was altered (restore the file from a backup of"
                + " the vault), belongs to another ledger, or the machine stopped before its record"
                + " was added (then it may go)"));
  }
}
