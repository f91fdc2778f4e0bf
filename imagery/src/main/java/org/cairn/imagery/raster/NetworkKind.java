package org.cairn.imagery.raster;

import java.net.Inet4Address;
import java.net.InetAddress;

/** What an address is of, by the registries of special-purpose addresses (RFC 6890). */
final class NetworkKind {
  private NetworkKind() {}

  /** Link-local, unspecified, multicast; and the addresses at which clouds hand out credentials. */
  static boolean isNever(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || isCloudMetadata(bytes)
        || embedded(bytes) instanceof InetAddress inner && isNever(inner);
  }

  /** fd00:ec2::254 and 100.100.100.200, beside the link-local ones. */
  private static boolean isCloudMetadata(byte[] bytes) {
    if (bytes.length == 4) {
      return unsigned(bytes, 0) == 100
          && unsigned(bytes, 1) == 100
          && unsigned(bytes, 2) == 100
          && unsigned(bytes, 3) == 200;
    }
    return unsigned(bytes, 0) == 0xfd
        && unsigned(bytes, 1) == 0
        && unsigned(bytes, 2) == 0x0e
        && unsigned(bytes, 3) == 0xc2;
  }

  /** This machine, private use (RFC 1918), shared (RFC 6598), unique local (RFC 4193). */
  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean shared =
        address instanceof Inet4Address
            && (unsigned(bytes, 0) == 100 && (unsigned(bytes, 1) & 0xc0) == 64
                || unsigned(bytes, 0) == 0
                || unsigned(bytes, 0) >= 240);
    boolean uniqueLocal = bytes.length == 16 && (unsigned(bytes, 0) & 0xfe) == 0xfc;
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || shared
        || uniqueLocal
        || embedded(bytes) instanceof InetAddress inner && isPrivate(inner);
  }

  /** The IPv4 address within one of NAT64 (64:ff9b::/96) or 6to4 (2002::/16); null for others. */
  private static @org.jspecify.annotations.Nullable InetAddress embedded(byte[] bytes) {
    if (bytes.length != 16) {
      return null;
    }
    boolean nat64 =
        unsigned(bytes, 0) == 0
            && unsigned(bytes, 1) == 0x64
            && unsigned(bytes, 2) == 0xff
            && unsigned(bytes, 3) == 0x9b;
    boolean sixToFour = unsigned(bytes, 0) == 0x20 && unsigned(bytes, 1) == 0x02;
    if (!nat64 && !sixToFour) {
      return null;
    }
    int from = nat64 ? 12 : 2;
    try {
      return InetAddress.getByAddress(java.util.Arrays.copyOfRange(bytes, from, from + 4));
    } catch (java.net.UnknownHostException impossible) {
      throw new IllegalStateException("Four bytes are an address", impossible);
    }
  }

  private static int unsigned(byte[] bytes, int index) {
    return bytes[index] & 0xff;
  }
}
