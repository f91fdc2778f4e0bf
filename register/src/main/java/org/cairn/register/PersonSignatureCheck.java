package org.cairn.register;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether each record that says it is signed by a person's passkey is: the passkey must be that
 * person's by an earlier entry and not ended since, and its assertion must be over this record. In
 * the order of the entries, for one thread.
 */
final class PersonSignatureCheck {
  private final Vault vault;
  private final BlobStore blobs;

  /** Made when the first record needs it: it reads the vault through. */
  private Optional<VaultIndex> index = Optional.empty();

  private final Map<String, PersonKey> keys = new HashMap<>();
  private final Set<String> ended = new HashSet<>();

  PersonSignatureCheck(Vault vault, BlobStore blobs) {
    this.vault = vault;
    this.blobs = blobs;
  }

  /**
   * @param record as it stands in the log
   * @return what is wrong with it, and with no earlier one
   */
  List<Fault> accept(ObjectNode record) {
    List<Fault> faults = new ArrayList<>();
    try {
      if (record.path("type").asString("").equals(PersonKey.TYPE)) {
        change(record);
      }
      if (PersonSignature.isUnknown(record)) {
        throw RefusedException.expected(
            "person-signature-form",
            "member 'signed'",
            "by 'node' or 'passkey'",
            record.path(PersonSignature.MEMBER).path("by").toString());
      }
      if (PersonSignature.isByPasskey(record)) {
        verify(record);
      }
    } catch (RefusedException e) {
      faults.add(e.fault());
    }
    return faults;
  }

  private void change(ObjectNode record) throws RefusedException {
    String credential = record.path("credential").asString("");
    switch (record.path(PersonKey.CHANGE).asString("")) {
      case PersonKey.ADDED -> {
        PersonKey key = PersonKey.parse(record);
        if (keys.putIfAbsent(credential, key) != null) {
          throw RefusedException.expected(
              "person-key-reused", "member 'credential'", "one that is new", credential);
        }
      }
      case PersonKey.ENDED -> {
        requireOpen(record, credential);
        ended.add(credential);
      }
      default ->
          throw RefusedException.expected(
              "person-key-form",
              "member 'change'",
              "'added' or 'ended'",
              record.path(PersonKey.CHANGE).toString());
    }
  }

  private PersonKey requireOpen(ObjectNode record, String credential) throws RefusedException {
    PersonKey key = keys.get(credential);
    String person = record.path("person").asString("");
    if (key == null || !key.person().equals(person)) {
      throw RefusedException.expected(
          "person-key-unknown",
          "member 'credential'",
          "a passkey that an earlier entry gives to person " + person,
          credential);
    }
    if (ended.contains(credential)) {
      throw new RefusedException(
          new Fault(
              "person-key-ended",
              "member 'credential'",
              "passkey " + credential + " was ended by an earlier entry"));
    }
    return key;
  }

  private void verify(ObjectNode record) throws RefusedException {
    PersonSignature signature = PersonSignature.parse(record.path(PersonSignature.MEMBER));
    PersonKey key = requireOpen(record, signature.credential());
    signature.verify(key, PersonSignature.hash(whole(record)));
  }

  private ObjectNode whole(ObjectNode record) throws RefusedException {
    try {
      ObjectNode revealed = record;
      if (vault.exists()) {
        if (index.isEmpty()) {
          index = Optional.of(VaultIndex.of(vault));
        }
        revealed = index.get().reveal(record);
      }
      return LongRecord.whole(revealed, blobs);
    } catch (IOException e) {
      throw new RefusedException(
          RefusedException.expected(
                  "person-signature-unread",
                  "record",
                  "its protected members and those in a blob",
                  String.valueOf(e.getMessage()))
              .fault(),
          e);
    }
  }
}
