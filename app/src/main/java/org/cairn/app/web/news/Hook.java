package org.cairn.app.web.news;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Posts to a subscriber's address: one request of HTTP/1.1 over a connection to the very address
 * that was looked at ({@link PublicAddresses}), while the certificate is checked for the name. No
 * redirect is followed, of the answer no more than its first line is read, and all of it ends after
 * a time. Thread-safe.
 */
final class Hook {
  private static final int LONGEST = 2_000;
  private static final int MOST_HEAD_BYTES = 8_192;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");

  private final PublicAddresses addresses;
  private final Duration patience;

  /**
   * @param patience for one request altogether
   */
  Hook(PublicAddresses addresses, Duration patience) {
    this.addresses = addresses;
    this.patience = patience;
  }

  /**
   * @return empty where it is none that could be posted to
   */
  Optional<URI> address(String text) {
    if (text.length() > LONGEST || !text.matches("[\\x21-\\x7e]+")) {
      return Optional.empty();
    }
    try {
      URI address = new URI(text);
      String host = address.getHost();
      boolean plain =
          "http".equals(address.getScheme())
              && "localhost".equals(host)
              && addresses.isAllowed("localhost");
      boolean fits =
          host != null
              && address.getRawUserInfo() == null
              && address.getRawFragment() == null
              && ("https".equals(address.getScheme()) || plain);
      return fits ? Optional.of(address) : Optional.empty();
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }

  /**
   * Looks at where it is, so that a subscriber is told at once.
   *
   * @throws IOException where it is nowhere, or not public
   */
  void look(URI address) throws IOException {
    addresses.of(address.getHost());
  }

  /**
   * @return the status of the answer
   * @throws IOException where there is none
   */
  int post(URI address, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    InetAddress at = addresses.of(address.getHost());
    AtomicReference<@Nullable Socket> socket = new AtomicReference<>();
    FutureTask<Integer> task = new FutureTask<>(() -> talk(address, at, headers, body, socket));
    Thread.ofVirtual().name("webhook").start(task);
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    } catch (TimeoutException late) {
      throw new IOException("no answer within " + patience.toSeconds() + " s", late);
    } finally {
      Socket open = socket.get();
      if (open != null) {
        open.close();
      }
    }
  }

  private int talk(
      URI address,
      InetAddress at,
      Map<String, String> headers,
      byte[] body,
      AtomicReference<@Nullable Socket> opened)
      throws IOException {
    boolean secure = address.getScheme().equals("https");
    int port = address.getPort() > 0 ? address.getPort() : secure ? 443 : 80;
    int millis = (int) patience.toMillis();
    try (Socket plain = new Socket()) {
      opened.set(plain);
      plain.setSoTimeout(millis);
      plain.connect(new InetSocketAddress(at, port), millis);
      try (Socket socket = secure ? secured(plain, address.getHost(), port) : plain) {
        OutputStream out = socket.getOutputStream();
        out.write(head(address, headers, body.length));
        out.write(body);
        out.flush();
        return status(socket.getInputStream());
      }
    }
  }

  private static Socket secured(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static byte[] head(URI address, Map<String, String> headers, int length) {
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    StringBuilder head = new StringBuilder("POST ");
    head.append(path.isEmpty() ? "/" : path);
    if (address.getRawQuery() != null) {
      head.append('?').append(address.getRawQuery());
    }
    head.append(" HTTP/1.1\r\nHost: ").append(address.getHost());
    if (address.getPort() > 0) {
      head.append(':').append(address.getPort());
    }
    head.append("\r\nContent-Length: ").append(length).append("\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(US_ASCII);
  }

  private static int status(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int each = in.read(); each != '\n'; each = in.read()) {
      if (each < 0 || line.size() == MOST_HEAD_BYTES) {
        throw new IOException("no answer of HTTP");
      }
      line.write(each);
    }
    Matcher matcher = STATUS.matcher(line.toString(US_ASCII).strip());
    if (!matcher.matches()) {
      throw new IOException("no answer of HTTP");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
