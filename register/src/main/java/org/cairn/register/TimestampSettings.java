package org.cairn.register;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.timestamp.TimestampAuthority;
import org.cairn.ledger.timestamp.TimestampVerifier;

/**
 * The member {@code timestamps} of {@code cairn.yaml}. Immutable.
 *
 * @param asked authorities that are asked for tokens: none, or two and more
 * @param roots what the tokens of each named authority are checked with, asked or not any more
 */
record TimestampSettings(List<TimestampAuthority> asked, Map<String, TimestampVerifier> roots) {
  /** Neither asks nor knows any. */
  static final TimestampSettings NONE = new TimestampSettings(List.of(), Map.of());

  private static final String CODE = Settings.CODE;
  private static final int FEWEST = 2;
  private static final long MAX_ROOTS_BYTES = 256 * 1024;

  TimestampSettings {
    asked = List.copyOf(asked);
    roots = Map.copyOf(roots);
  }

  /**
   * @param list of the settings, where they have one
   * @param folder of the workspace, which files of roots are relative to
   * @throws RefusedException {@code settings-format}, {@code tsa-roots}
   */
  static TimestampSettings read(List<?> list, Path folder, String where)
      throws IOException, RefusedException {
    List<TimestampAuthority> asked = new ArrayList<>();
    Map<String, TimestampVerifier> roots = new LinkedHashMap<>();
    Set<URI> addresses = new HashSet<>();
    Optional<TimestampVerifier> runtime = Optional.empty();
    for (Object one : list) {
      Map<?, ?> named = Settings.map(one, where, Set.of("id", "url", "roots"));
      String id = Settings.text(named.get("id"), where + ", id");
      TimestampVerifier verifier;
      if (named.get("roots") != null) {
        verifier = ofFile(folder, Settings.text(named.get("roots"), where + ", roots"), where);
      } else {
        runtime = Optional.of(runtime.isPresent() ? runtime.get() : TimestampVerifier.ofRuntime());
        verifier = runtime.get();
      }
      if (!TimestampAuthority.isId(id) || roots.put(id, verifier) != null) {
        throw RefusedException.expected(
            CODE, where + ", id", "an id of a-z, 0-9 and inner '-', each once", "'" + id + "'");
      }
      if (named.get("url") != null) {
        TimestampAuthority authority =
            authority(id, Settings.text(named.get("url"), where + ", url"), verifier, where);
        if (!addresses.add(authority.address())) {
          throw RefusedException.expected(
              CODE, where + ", url", "each address once", "'" + authority.address() + "' twice");
        }
        asked.add(authority);
      }
    }
    if (!asked.isEmpty() && asked.size() < FEWEST) {
      throw RefusedException.expected(
          CODE,
          where,
          "two authorities or more, of different operators and countries, so that none must be"
              + " believed alone; or none with a url, and none is asked",
          "one, '" + asked.getFirst().id() + "'");
    }
    return new TimestampSettings(asked, roots);
  }

  private static TimestampAuthority authority(
      String id, String url, TimestampVerifier verifier, String where) throws RefusedException {
    try {
      return new TimestampAuthority(id, URI.create(url), verifier);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Fault.expected(
              CODE, where + ", url", "http(s)://host… without user and password", "'" + url + "'"),
          e);
    }
  }

  private static TimestampVerifier ofFile(Path folder, String name, String where)
      throws IOException, RefusedException {
    Path file = folder.resolve(name);
    try {
      if (Files.size(file) > MAX_ROOTS_BYTES) {
        throw RefusedException.expected(
            CODE,
            where + ", roots",
            "certificates in PEM, at most " + MAX_ROOTS_BYTES + " bytes",
            "'" + file + "' with more");
      }
      return TimestampVerifier.ofPem(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          Fault.expected(
              CODE,
              where + ", roots",
              "a PEM file, relative to the workspace",
              "no file '" + file + "'"),
          e);
    }
  }

  /**
   * What tokens of an authority are checked with. For one that is not named these are the roots
   * that the Java runtime trusts: a token does not stop to count when its authority is no longer
   * asked.
   *
   * @throws RefusedException {@code tsa-roots}
   */
  TimestampVerifier verifier(String authority) throws RefusedException {
    TimestampVerifier own = roots.get(authority);
    return own == null ? TimestampVerifier.ofRuntime() : own;
  }
}
