package org.cairn.ledger.timestamp;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An authority that answers RFC 3161 requests over HTTP. Tokens prove themselves, so the address
 * may be a plain http one. Immutable.
 *
 * @param id short name, {@code a-z 0-9 -}, part of file names: never changed once in use
 * @param address http or https, without user and password
 * @param verifier with this authority's roots, at best no other's
 */
public record TimestampAuthority(String id, URI address, TimestampVerifier verifier) {
  private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");
  private static final Set<String> SCHEMES = Set.of("http", "https");

  public TimestampAuthority {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "An authority's id has 1 to 64 of a-z, 0-9 and inner '-', found '" + id + "'");
    }
    if (address.getScheme() == null
        || !SCHEMES.contains(address.getScheme())
        || address.getHost() == null
        || address.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "The address of authority '" + id + "' must be http(s)://host… without a user");
    }
  }

  public static boolean isId(String id) {
    return ID.matcher(id).matches();
  }
}
