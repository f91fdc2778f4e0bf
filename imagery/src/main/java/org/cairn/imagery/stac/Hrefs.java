package org.cairn.imagery.stac;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Addresses as catalogues write them. */
final class Hrefs {
  private static final String ALLOWED = "-._~:/?#[]@!$&'()*+,;=%";

  private Hrefs() {}

  /** As a URI; characters that may not stand in one are escaped. Empty where that does not help. */
  static Optional<URI> parse(String href) {
    String escaped = escaped(href.strip());
    try {
      return Optional.of(new URI(escaped));
    } catch (URISyntaxException broken) {
      // A file's name may hold what an address may not.
      String stricter =
          escaped.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("[", "%5B").replace("]", "%5D");
      try {
        return Optional.of(new URI(stricter));
      } catch (URISyntaxException stillBroken) {
        return Optional.empty();
      }
    }
  }

  private static String escaped(String href) {
    StringBuilder out = new StringBuilder(href.length());
    for (byte octet : href.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter || ALLOWED.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  static boolean isHttp(URI uri) {
    String scheme = scheme(uri);
    return scheme.equals("http") || scheme.equals("https");
  }

  static boolean isFile(URI uri) {
    return scheme(uri).equals("file");
  }

  private static String scheme(URI uri) {
    String scheme = uri.getScheme();
    return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
  }

  /**
   * Where a document's link leads. A relative one is meant from the document's own address ({@code
   * self}) by the specification; but a catalogue copied to disk keeps the self links of its origin,
   * so what lies beside the copy comes first.
   *
   * @param location where the document was read
   * @return absolute; empty where it is none, or names a file here though the document is from
   *     elsewhere: no server has a say in which files of ours are read
   */
  static Optional<URI> resolve(String href, URI location, Optional<URI> self) {
    return absolute(href, location, self).filter(uri -> !isFile(uri) || isFile(location));
  }

  private static Optional<URI> absolute(String href, URI location, Optional<URI> self) {
    Optional<URI> parsed = parse(href);
    if (parsed.isEmpty() || parsed.get().isAbsolute()) {
      return parsed;
    }
    URI beside = join(location, parsed.get());
    Optional<URI> fromSelf = self.filter(uri -> isHttp(uri) || isFile(uri));
    if (fromSelf.isEmpty() || (isFile(beside) && exists(beside))) {
      return Optional.of(beside).filter(URI::isAbsolute);
    }
    return Optional.of(join(fromSelf.get(), parsed.get())).filter(URI::isAbsolute);
  }

  /**
   * As RFC 3986 section 5.2.2 has it; {@link URI#resolve} drops the last segment where only a query
   * is given.
   */
  static URI join(URI base, URI reference) {
    String text = reference.toString();
    if (!text.startsWith("?")) {
      return base.resolve(reference);
    }
    return URI.create(base.toString().replaceFirst("[?#].*$", "") + text);
  }

  private static boolean exists(URI file) {
    return toPath(file).map(Files::exists).orElse(false);
  }

  static Optional<Path> toPath(URI file) {
    try {
      return Optional.of(Path.of(new URI("file", null, file.getPath(), null)));
    } catch (URISyntaxException | InvalidPathException notAPath) {
      return Optional.empty();
    } catch (IllegalArgumentException notAPath) {
      return Optional.empty();
    }
  }

  /** For messages: without the query, which may hold a token, and as a plain path for files. */
  static String shown(URI uri) {
    if (isFile(uri)) {
      return toPath(uri).map(Path::toString).orElse(uri.toString());
    }
    String text = uri.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  /** For records: the address without user, query and fragment. */
  static String withoutSecrets(URI uri) {
    String text = uri.toString().replaceFirst("[?#].*$", "");
    return text.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)[^/@]*@", "$1");
  }
}
