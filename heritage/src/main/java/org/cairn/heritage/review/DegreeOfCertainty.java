package org.cairn.heritage.review;

import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.VocabularyTerm;

/** The terms of {@link Eamena#CERTAINTY} in their order, the least first. */
public enum DegreeOfCertainty {
  NOT_APPLICABLE("not-applicable"),
  NEGLIGIBLE("negligible"),
  LOW("low"),
  MEDIUM("medium"),
  HIGH("high"),
  DEFINITE("definite");

  private final String code;

  DegreeOfCertainty(String code) {
    this.code = code;
  }

  /** The term's id. */
  public String code() {
    return code;
  }

  public VocabularyTerm term() {
    return Eamena.CERTAINTY.get(code);
  }

  public boolean isAtLeast(DegreeOfCertainty other) {
    return compareTo(other) >= 0;
  }

  public static Optional<DegreeOfCertainty> findByCode(String code) {
    return Stream.of(values()).filter(each -> each.code.equals(code)).findFirst();
  }
}
