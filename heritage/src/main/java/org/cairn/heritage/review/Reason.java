package org.cairn.heritage.review;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why an alert is no damage, or cannot be judged. Codes are written to records; adding one is
 * compatible.
 */
public enum Reason {
  SHADOW("shadow"),
  SEASON("season"),
  CLOUD_OR_HAZE("cloud-or-haze"),
  /** The images do not lie on each other. */
  MISREGISTRATION("misregistration"),
  CONSTRUCTION_NEARBY("construction-nearby"),
  CULTIVATION("cultivation"),
  IMAGE_QUALITY("image-quality"),
  /** The note says which. */
  OTHER("other");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  public static Optional<Reason> findByCode(String code) {
    return Stream.of(values()).filter(each -> each.code.equals(code)).findFirst();
  }
}
