package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cairn.app.web.people.Passkeys.Passkey;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is no answer of a passkey is refused, and nothing else happens. */
class PasskeyAnswersTest {
  private static final List<String> ODD =
      List.of(
          "",
          "null",
          "[]",
          "{}",
          "{\"response\":null}",
          "{\"id\":1,\"rawId\":\"\",\"type\":\"\",\"response\":{}}",
          "{\"id\":\"a\",\"rawId\":\"a\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"!\","
              + "\"attestationObject\":\"!\",\"authenticatorData\":\"!\",\"signature\":\"!\"}}",
          "{\"id\":\"YQ\",\"rawId\":\"YQ\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\","
              + "\"attestationObject\":\"oA\",\"authenticatorData\":\"AA\",\"signature\":\"AA\"},"
              + "\"clientExtensionResults\":{}}",
          "{\"id\":\"YQ\",\"rawId\":\"YQ\",\"type\":\"other\",\"response\":{\"clientDataJSON\":\"e30\","
              + "\"attestationObject\":\"v_8\",\"authenticatorData\":\"\",\"signature\":\"\"}}");

  private final WebAuthn webAuthn = new WebAuthn(new Tokens(new SecureRandom()));
  private final WebAuthn.Ceremony ceremony =
      new WebAuthn.Ceremony("http://localhost:1", "localhost", new byte[32]);

  @Test
  void a_new_passkey_is_not_made_of_anything_else() {
    assertThat(ODD).allSatisfy(odd -> assertThat(webAuthn.make(odd, ceremony)).isEmpty());
  }

  @Test
  void nobody_signs_in_with_anything_else() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    AttestedCredentialData attested =
        new AttestedCredentialData(
            AAGUID.ZERO, new byte[] {'a'}, EC2COSEKey.create(generator.generateKeyPair()));
    Passkey passkey =
        new Passkey(
            "YQ",
            "p",
            "label",
            JsonNodeFactory.instance.objectNode(),
            Tokens.base64(
                new AttestedCredentialDataConverter(new ObjectConverter()).convert(attested)),
            0,
            "localhost",
            false,
            Instant.EPOCH,
            Optional.empty());
    assertThat(ODD)
        .allSatisfy(odd -> assertThat(webAuthn.verify(odd, passkey, ceremony)).isEmpty());
  }
}
