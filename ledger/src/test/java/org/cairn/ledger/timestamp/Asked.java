package org.cairn.ledger.timestamp;

import org.cairn.fixtures.LocalAuthority;

/** Local authorities, as a workspace would name them. */
final class Asked {
  private Asked() {}

  static TimestampAuthority of(LocalAuthority local) throws Exception {
    return new TimestampAuthority(
        local.name(), local.address(), TimestampVerifier.ofPem(local.rootPem()));
  }
}
