package org.cairn.change.radar;

/** How a pulse was sent and received: V vertical, H horizontal. STAC: {@code sar:polarizations}. */
public enum Polarisation {
  VV,
  VH,
  HH,
  HV
}
