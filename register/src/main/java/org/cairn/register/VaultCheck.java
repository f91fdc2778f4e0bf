package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final DigestSet disclosed = new DigestSet();
  private long withheld;

  private VaultCheck(Vault vault) {
    this.vault = vault;
  }

  /** Reads what there is; faults are told in the end. */
  static VaultCheck begin(Vault vault) throws IOException {
    VaultCheck check = new VaultCheck(vault);
    if (vault.exists()) {
      for (Path file : vault.files()) {
        for (Vault.Line line : vault.lines(file)) {
          digest(line).ifPresent(check.disclosed::add);
        }
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
    for (Path file : vault.files()) {
      if (Files.isRegularFile(file)) {
        tell(file, allMet, faults);
      }
    }
  }

  private void tell(Path file, boolean allMet, Consumer<Fault> faults) throws IOException {
    boolean[] told = {false};
    for (Vault.Line line : vault.lines(file)) {
      try {
        Disclosure disclosure = Disclosure.parse(line.text());
        if (allMet && !disclosed.wasMet(disclosure.digest())) {
          throw new RefusedException(
              new Fault(
                  "vault-unknown-disclosure",
                  "disclosure",
                  "its digest "
                      + disclosure.digest()
                      + " is in no record of the log: it was altered, or belongs to another ledger"));
        }
      } catch (RefusedException e) {
        told[0] = true;
        faults.accept(
            new Fault(
                e.code(),
                line.where(),
                e.fault().message() + "; restore the file from a backup of the vault"));
      }
    }
    if (!told[0] && !vault.isAsWritten(file)) {
      faults.accept(
          Fault.expected(
              "vault-file-changed",
              file.toString(),
              "content with the SHA-256 of its name",
              "other content, or less of it; restore it from a backup of the vault"));
    }
  }
}
