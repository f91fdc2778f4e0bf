package org.cairn.app.web.news;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds where a host is, and refuses what is not for the whole world: an address that a subscriber
 * gives may be a machine that only this one can reach. Whoever connects takes the address found
 * here, and asks no name server again. Immutable.
 */
final class PublicAddresses {
  private final Resolver resolver;
  private final Set<String> allowed;

  /** Asks for the addresses of a host. */
  @FunctionalInterface
  interface Resolver {
    /** The machine's own. */
    Resolver USUAL = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> of(String host) throws UnknownHostException;
  }

  /**
   * @param allowed hosts in small letters that may be anywhere
   */
  PublicAddresses(Resolver resolver, Set<String> allowed) {
    this.resolver = resolver;
    this.allowed = Set.copyOf(allowed);
  }

  boolean isAllowed(String host) {
    return allowed.contains(host.toLowerCase(Locale.ROOT));
  }

  /** The address is one that this node does not connect to. */
  static final class PrivateAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    PrivateAddressException(String host) {
      super(
          "'"
              + host
              + "' is on a network that is not public: cairn.yaml can allow it by name"
              + " (news, allow_private)");
    }
  }

  /**
   * @throws PrivateAddressException where any address of the host is not public
   * @throws UnknownHostException where it has none
   */
  InetAddress of(String host) throws IOException {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    List<InetAddress> found = resolver.of(bare);
    if (found.isEmpty()) {
      throw new UnknownHostException(host);
    }
    for (InetAddress address : found) {
      if (!isAllowed(host) && !isPublic(address)) {
        throw new PrivateAddressException(host);
      }
    }
    return found.getFirst();
  }

  /** By the registries of special-purpose addresses (RFC 6890, as IANA keeps them). */
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? isPublicSix(bytes) : isPublicFour(bytes);
  }

  private static boolean isPublicFour(byte[] bytes) {
    int a = bytes[0] & 0xff;
    int b = bytes[1] & 0xff;
    int c = bytes[2] & 0xff;
    boolean special =
        a == 0
            || a == 10
            || a == 100 && b >= 64 && b < 128 // carriers' own
            || a == 127
            || a == 169 && b == 254
            || a == 172 && b >= 16 && b < 32
            || a == 192 && b == 0 && (c == 0 || c == 2)
            || a == 192 && b == 88 && c == 99
            || a == 192 && b == 168
            || a == 198 && (b == 18 || b == 19)
            || a == 198 && b == 51 && c == 100
            || a == 203 && b == 0 && c == 113
            || a >= 224;
    return !special;
  }

  /** Of global unicast those that hold no address of version 4 and are for no other use. */
  private static boolean isPublicSix(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    boolean global = (first & 0xe000) == 0x2000;
    boolean special =
        first == 0x2001 && (second < 0x200 || second == 0xdb8)
            || first == 0x2002
            || first == 0x3fff && second < 0x1000;
    return global && !special;
  }
}
