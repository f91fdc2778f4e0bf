package org.cairn.app.web.news;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the sockets of one conversation, so that it can be broken off from outside: a read that
 * waits ends when its socket is closed, and by nothing else. Thread-safe.
 */
final class MailSockets implements AutoCloseable {
  /** Guarded by itself. */
  private final List<Socket> made = new ArrayList<>();

  private <T extends Socket> T kept(T socket) {
    synchronized (made) {
      made.add(socket);
    }
    return socket;
  }

  SocketFactory plain() {
    return new SocketFactory() {
      private final SocketFactory usual = SocketFactory.getDefault();

      @Override
      public Socket createSocket() throws IOException {
        return kept(usual.createSocket());
      }

      @Override
      public Socket createSocket(String host, int port) throws IOException {
        return kept(usual.createSocket(host, port));
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress local, int localPort)
          throws IOException {
        return kept(usual.createSocket(host, port, local, localPort));
      }

      @Override
      public Socket createSocket(InetAddress host, int port) throws IOException {
        return kept(usual.createSocket(host, port));
      }

      @Override
      public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
          throws IOException {
        return kept(usual.createSocket(host, port, local, localPort));
      }
    };
  }

  SSLSocketFactory secure() {
    return new SSLSocketFactory() {
      private final SSLSocketFactory usual = (SSLSocketFactory) SSLSocketFactory.getDefault();

      @Override
      public String[] getDefaultCipherSuites() {
        return usual.getDefaultCipherSuites();
      }

      @Override
      public String[] getSupportedCipherSuites() {
        return usual.getSupportedCipherSuites();
      }

      @Override
      public Socket createSocket() throws IOException {
        return kept(usual.createSocket());
      }

      @Override
      public Socket createSocket(Socket upon, String host, int port, boolean close)
          throws IOException {
        return kept(usual.createSocket(kept(upon), host, port, close));
      }

      @Override
      public Socket createSocket(String host, int port) throws IOException {
        return kept(usual.createSocket(host, port));
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress local, int localPort)
          throws IOException {
        return kept(usual.createSocket(host, port, local, localPort));
      }

      @Override
      public Socket createSocket(InetAddress host, int port) throws IOException {
        return kept(usual.createSocket(host, port));
      }

      @Override
      public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
          throws IOException {
        return kept(usual.createSocket(host, port, local, localPort));
      }
    };
  }

  @Override
  public void close() {
    synchronized (made) {
      for (Socket socket : made.reversed()) {
        try {
          socket.close();
        } catch (IOException alreadyGone) {
          continue;
        }
      }
      made.clear();
    }
  }
}
