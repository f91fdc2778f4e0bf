package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.fuzz.FuzzTarget;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signed records: an entry is exactly what is read, and none passes that the key has not signed.
 * The first byte says what the rest is: the entry, the record in it, or its header.
 */
public final class RecordFuzz implements FuzzTarget {
  private static final String SIGNATURE = Base64Url.encode(new byte[64]);

  private final ActorKey key = Records.key("fuzz");
  private final String header =
      "{\"alg\":\"EdDSA\",\"kid\":\"" + key.kid() + "\",\"typ\":\"cairn+sd-jwt\"}";
  private final Set<String> signed = new HashSet<>();
  private final List<byte[]> entries =
      List.of(
          sign("{'type':'report','site':'upper-well','seen':3,'list':[1,{'a':null}]}"),
          sign("{}"),
          SignedRecord.sign(
                  Records.record("{'type':'key','action':'register','actor':'a','reason':'new'}")
                      .set("jwk", Records.key("other").publicJwk()),
                  key)
              .bytes());

  private byte[] sign(String record) {
    return SignedRecord.sign(Records.record(record), key).bytes();
  }

  public RecordFuzz() {
    entries.forEach(entry -> signed.add(new String(entry, UTF_8)));
  }

  @Override
  public List<byte[]> seeds() throws RefusedException {
    byte[] keyEntry = CanonicalJson.canonicalize(SignedRecord.parse(entries.getLast()).record());
    return List.of(
        prefixed('e', entries.get(0)),
        prefixed('e', entries.get(1)),
        prefixed('e', entries.get(2)),
        prefixed('p', keyEntry),
        prefixed('p', "{\"n\":-9007199254740991,\"type\":\"report\"}".getBytes(UTF_8)),
        prefixed('h', header.getBytes(UTF_8)));
  }

  private static byte[] prefixed(char kind, byte[] content) {
    byte[] seed = new byte[1 + content.length];
    seed[0] = (byte) kind;
    System.arraycopy(content, 0, seed, 1, content.length);
    return seed;
  }

  @Override
  public void accept(byte[] input) throws RefusedException {
    byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    byte[] entry =
        switch (input.length == 0 ? 0 : input[0]) {
          case 'p' -> entry(rest, header.getBytes(UTF_8));
          case 'h' -> entry("{}".getBytes(UTF_8), rest);
          default -> rest;
        };
    SignedRecord record = SignedRecord.parse(entry);
    FuzzTarget.require(Arrays.equals(record.bytes(), entry), "an entry is kept as it was read");
    ObjectNode content = record.record();
    FuzzTarget.require(
        new String(entry, UTF_8)
            .startsWith(
                "{\"payload\":\"" + Base64Url.encode(CanonicalJson.canonicalize(content)) + "\""),
        "a record is written as it was read");
    KeyChange.find(content);
    try {
      record.verifySignature(key.publicKey());
    } catch (RefusedException e) {
      FuzzTarget.require(
          !signed.contains(new String(entry, UTF_8)), "what the key signed is accepted");
      return;
    }
    FuzzTarget.require(
        signed.contains(new String(entry, UTF_8)), "only what the key signed is accepted");
  }

  private static byte[] entry(byte[] payload, byte[] header) {
    return ("{\"payload\":\""
            + Base64Url.encode(payload)
            + "\",\"protected\":\""
            + Base64Url.encode(header)
            + "\",\"signature\":\""
            + SIGNATURE
            + "\"}")
        .getBytes(UTF_8);
  }
}
