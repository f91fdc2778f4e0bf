package org.cairn.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Vectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The issuance and presentation cases of another SD-JWT implementation. A case says what is issued,
 * what the holder discloses and what the verifier then sees. Their headers and key bindings are no
 * part of our records. Protected members are supported at any depth; protected elements of arrays
 * are not, and are refused.
 */
class SdJwtCasesTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Tag PROTECTED = new Tag("!sd");

  private final SecureRandom random = Records.random("sd-jwt-cases");

  @Test
  void every_case_gets_its_recorded_verdict() throws Exception {
    Path cases = Vectors.folder("sd-jwt-cases");
    StringBuilder verdicts = new StringBuilder();
    try (var folders = Files.list(cases)) {
      for (Path folder : folders.sorted().toList()) {
        String verdict = verdict(folder.resolve("specification.yml"));
        verdicts.append(verdict).append("  ").append(folder.getFileName()).append('\n');
      }
    }
    Vectors.assertGolden("sd-jwt-verdicts.txt", verdicts.toString());
  }

  private String verdict(Path specification) throws IOException {
    Node root;
    try (var reader = Files.newBufferedReader(specification)) {
      root = new Yaml(new LoaderOptions()).compose(reader);
    }
    Issued issued = new Issued();
    JsonNode record = issued.issue(member(root, "user_claims"), holder(root));
    try {
      List<Disclosure> disclosures = new ArrayList<>();
      for (String encoded : issued.disclosed) {
        disclosures.add(Disclosure.parse(encoded));
      }
      byte[] entry = SignedRecord.sign((ObjectNode) record, Records.key("issuer")).bytes();
      ObjectNode seen = Disclosures.reveal(SignedRecord.parse(entry).record(), disclosures);
      JsonNode expected =
          new Issued().issue(member(root, "expect_verified_user_claims"), JSON.nullNode());
      assertThat(seen).as(specification.toString()).isEqualTo(expected);
      return "supported, equal";
    } catch (RefusedException e) {
      return "refused, " + e.code();
    }
  }

  private static JsonNode holder(Node root) {
    return new SdJwtCasesTest().new Issued()
        .issue(member(root, "holder_disclosed_claims"), JSON.nullNode());
  }

  private static Node member(Node mapping, String name) {
    return ((MappingNode) mapping)
        .getValue().stream()
            .filter(tuple -> ((ScalarNode) tuple.getKeyNode()).getValue().equals(name))
            .map(NodeTuple::getValueNode)
            .findFirst()
            .orElseThrow(() -> new AssertionError("The case has no '" + name + "'"));
  }

  /** What an issuer makes of a case's claims. */
  private final class Issued {
    private final List<String> disclosed = new ArrayList<>();

    /**
     * @param shown what the holder discloses here: true, or an object or array with such
     */
    private JsonNode issue(Node node, JsonNode shown) {
      return switch (node) {
        case MappingNode mapping -> object(mapping, shown);
        case SequenceNode sequence -> array(sequence, shown);
        case ScalarNode scalar -> scalar(scalar);
        default -> throw new AssertionError("A case has a node of kind " + node.getNodeId());
      };
    }

    private JsonNode object(MappingNode mapping, JsonNode shown) {
      ObjectNode object = JSON.objectNode();
      ArrayNode digests = JSON.arrayNode();
      for (NodeTuple tuple : mapping.getValue()) {
        String name = ((ScalarNode) tuple.getKeyNode()).getValue();
        JsonNode here = shown.path(name);
        JsonNode value = issue(tuple.getValueNode(), here);
        if (tuple.getKeyNode().getTag().equals(PROTECTED)) {
          Disclosure disclosure = Disclosure.of(name, value, random);
          digests.add(disclosure.digest());
          show(disclosure.encoded(), here);
        } else {
          object.set(name, value);
        }
      }
      return digests.isEmpty() ? object : object.set("_sd", digests);
    }

    private JsonNode array(SequenceNode sequence, JsonNode shown) {
      ArrayNode array = JSON.arrayNode();
      for (Node element : sequence.getValue()) {
        JsonNode here = shown.path(array.size());
        JsonNode value = issue(element, here);
        if (element.getTag().equals(PROTECTED)) {
          JsonNode salted = JSON.arrayNode().add("F6K9qRS_aWtw9gHru0BPyQ").add(value);
          String encoded = Base64Url.encode(CanonicalJson.canonicalize(salted));
          String digest =
              Base64Url.encode(org.cairn.ledger.crypto.Sha256.of(Base64Url.ascii(encoded)));
          array.add(JSON.objectNode().put("...", digest));
          show(encoded, here);
        } else {
          array.add(value);
        }
      }
      return array;
    }

    private void show(String encoded, JsonNode shown) {
      if (shown.isContainer() ? !shown.isEmpty() : shown.asBoolean(false)) {
        disclosed.add(encoded);
      }
    }

    private JsonNode scalar(ScalarNode scalar) {
      String text = scalar.getValue();
      if (scalar.getTag().equals(Tag.INT)) {
        return JSON.numberNode(Integer.parseInt(text));
      }
      if (scalar.getTag().equals(Tag.BOOL)) {
        return JSON.booleanNode(Boolean.parseBoolean(text));
      }
      return scalar.getTag().equals(Tag.NULL) ? JSON.nullNode() : JSON.stringNode(text);
    }
  }
}
