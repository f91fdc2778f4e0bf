package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.fuzz.FuzzTarget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Disclosures put back into a record: RECORD~DISCLOSURE~…, each as plain JSON. What comes of it has
 * no digests left and can be written; the record itself is not touched. In a record, {@code @0}
 * stands for the digest of the first disclosure, since a digest cannot be guessed.
 */
public final class DisclosureFuzz implements FuzzTarget {
  private static final String SALT = "F6K9qRS_aWtw9gHru0BPyQ";

  @Override
  public List<byte[]> seeds() {
    return List.of(
        seed(
            "{'type':'report','_sd':['@0','@1'],'_sd_alg':'sha-256'}"
                + "~['SALT','a',{'b':[1]}]~['SALT','c',null]"),
        seed("{'in':{'_sd':['@1']},'_sd':['@0']}~['SALT','a',1]~['SALT','b','x']"),
        seed("{'list':[{'_sd':['@0']}]}~['SALT','a',{'_sd':[]}]"));
  }

  private static byte[] seed(String text) {
    return text.replace('\'', '"').replace("SALT", SALT).getBytes(ISO_8859_1);
  }

  @Override
  public void accept(byte[] input) throws RefusedException {
    String[] parts = new String(input, ISO_8859_1).split("~", -1);
    List<Disclosure> disclosures = new ArrayList<>();
    String record = parts[0];
    for (int part = 1; part < parts.length; part++) {
      String encoded = Base64Url.encode(parts[part].getBytes(ISO_8859_1));
      Disclosure disclosure = Disclosure.parse(encoded);
      FuzzTarget.require(disclosure.encoded().equals(encoded), "a disclosure is kept as it is");
      FuzzTarget.require(
          !Set.of("_sd", "...", "_sd_alg").contains(disclosure.name()), "no name is SD-JWT's own");
      disclosures.add(disclosure);
      record = record.replace("@" + (part - 1), disclosure.digest());
    }
    JsonNode parsed = StrictJson.parse(record.getBytes(ISO_8859_1));
    if (!(parsed instanceof ObjectNode object)) {
      throw RefusedException.expected("disclosure-fuzz", "record", "an object", "another value");
    }
    byte[] before = CanonicalJson.canonicalize(object);
    ObjectNode revealed = Disclosures.reveal(object, disclosures);
    FuzzTarget.require(
        Arrays.equals(CanonicalJson.canonicalize(object), before), "the record is not touched");
    FuzzTarget.require(revealed.findValues("_sd").isEmpty(), "no digests are left");
    CanonicalJson.requireCanonical(CanonicalJson.canonicalize(revealed));
  }
}
