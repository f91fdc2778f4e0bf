package org.cairn.app.web.news;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cairn.imagery.raster.NetworkKind;

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
      if (!isAllowed(host) && !NetworkKind.isPublic(address)) {
        throw new PrivateAddressException(host);
      }
    }
    return found.getFirst();
  }
}
