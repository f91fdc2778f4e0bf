package org.cairn.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.Test;

/** A policy of the largest size can nest groups thousands deep. */
class PolicyDepthTest {
  @Test
  void judges_groups_in_groups_however_deep() throws Exception {
    byte[] cosigned = new NoteFuzz().seeds().getFirst();
    SignedNote note = SignedNote.parse(cosigned);
    byte[] alone = SignedNote.of(note.text(), note.signatures().subList(0, 1)).bytes();
    StringBuilder text =
        new StringBuilder(NoteFuzz.POLICY.replace("group g all w\nquorum g\n", ""));
    int depth = 0;
    String member = "w";
    while (text.length() < 250_000) {
      String group = "g" + depth++;
      text.append("group ").append(group).append(" 1 ").append(member).append('\n');
      member = group;
    }
    TrustPolicy policy = TrustPolicy.parse(text.append("quorum " + member + "\n").toString());

    assertThat(depth).isGreaterThan(10_000);
    assertThat(policy.verify(cosigned, NoteFuzz.NOW).cosignatures()).hasSize(1);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> policy.verify(alone, NoteFuzz.NOW))
        .returns("checkpoint-quorum", RefusedException::code);
  }
}
