package org.cairn.imagery.raster;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an address is of, by the registries of special-purpose addresses (RFC 6890, as IANA keeps
 * them). Stateless.
 */
public final class NetworkKind {
  private NetworkKind() {}

  /** Link-local, unspecified, multicast; and the addresses at which clouds hand out credentials. */
  static boolean isNever(InetAddress address) {
    return address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || isCloudMetadata(address.getAddress())
        || embedded(address).filter(NetworkKind::isNever).isPresent();
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

  /** This machine, or one that only some reach; not what a network translates to a public one. */
  static boolean isPrivate(InetAddress address) {
    return !isPublic(address)
        && (isSixToFour(address.getAddress())
            || embedded(address).filter(NetworkKind::isPublic).isEmpty());
  }

  /** Whether it is one machine for the whole world. */
  public static boolean isPublic(InetAddress address) {
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
    int a = unsigned(bytes, 0);
    int b = unsigned(bytes, 1);
    int c = unsigned(bytes, 2);
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
    int first = unsigned(bytes, 0) << 8 | unsigned(bytes, 1);
    int second = unsigned(bytes, 2) << 8 | unsigned(bytes, 3);
    boolean global = (first & 0xe000) == 0x2000;
    boolean special =
        first == 0x2001 && (second < 0x200 || second == 0xdb8)
            || isSixToFour(bytes)
            || first == 0x3fff && second < 0x1000;
    return global && !special;
  }

  private static boolean isSixToFour(byte[] bytes) {
    return bytes.length == 16 && unsigned(bytes, 0) == 0x20 && unsigned(bytes, 1) == 0x02;
  }

  /** The IPv4 address within one of NAT64 (64:ff9b::/96) or 6to4 (2002::/16). */
  private static Optional<InetAddress> embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean nat64 =
        bytes.length == 16
            && unsigned(bytes, 0) == 0
            && unsigned(bytes, 1) == 0x64
            && unsigned(bytes, 2) == 0xff
            && unsigned(bytes, 3) == 0x9b;
    if (!nat64 && !isSixToFour(bytes)) {
      return Optional.empty();
    }
    int from = nat64 ? 12 : 2;
    try {
      return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("Four bytes are an address", impossible);
    }
  }

  private static int unsigned(byte[] bytes, int index) {
    return bytes[index] & 0xff;
  }
}
