package org.cairn.imagery.raster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Which addresses may be asked: a catalogue's documents and redirects can name any, also machines
 * that only this one can reach. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Reach {
  /**
   * @throws RefusedAddressException where it may not be asked
   */
  void check(URI address) throws IOException;

  /** Whatever there is. */
  static Reach anywhere() {
    return address -> {};
  }

  /**
   * Whatever is not this machine's own surroundings: never link-local addresses, where clouds hand
   * out credentials to whoever asks ({@code 169.254.169.254}), nor those that are no host's.
   *
   * @param privateToo whether also this machine and private networks may be asked
   */
  static Reach ofNetworks(boolean privateToo) {
    return address -> {
      InetAddress[] all;
      try {
        all = InetAddress.getAllByName(address.getHost());
      } catch (UnknownHostException unknown) {
        return; // The request itself will say so.
      }
      for (InetAddress one : all) {
        if (NetworkKind.isNever(one)) {
          throw new RefusedAddressException(
              "'"
                  + address.getHost()
                  + "' is a link-local or reserved address, which is never asked");
        }
        if (!privateToo && NetworkKind.isPrivate(one)) {
          throw new RefusedAddressException(
              "'"
                  + address.getHost()
                  + "' is this machine or in a private network, which has to be allowed for the"
                  + " catalogue first");
        }
      }
    };
  }
}
