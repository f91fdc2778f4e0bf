package org.cairn.app.web.open;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.timestamp.TimestampAuthority;
import org.cairn.ledger.timestamp.TimestampStore;

/**
 * Tokens and the checkpoints they are about, for checkers of their own:
 *
 * <pre>
 * /timestamps/                                        hashes of stamped checkpoints, one a line
 * /timestamps/&lt;SHA-256, hex&gt;/                          the names of the files there, one a line
 * /timestamps/&lt;SHA-256, hex&gt;/checkpoint                the exact bytes
 * /timestamps/&lt;SHA-256, hex&gt;/checkpoint.AUTHORITY.tsr  TimeStampResp (RFC 3161) over them
 * </pre>
 *
 * Answers that did not hold, and what is waiting, are not served. Thread-safe.
 */
final class TimestampFiles implements ServedFiles {
  static final String PREFIX = "/timestamps/";
  private static final Pattern PATH =
      Pattern.compile("([0-9a-f]{64})/(?:(checkpoint)(?:\\.([a-z0-9-]+)\\.tsr)?)?");

  private final Path folder;
  private final TimestampStore store;

  TimestampFiles(Path folder) {
    this.folder = folder;
    this.store = new TimestampStore(folder);
  }

  @Override
  public Optional<Content> find(String path) throws IOException {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String name = path.substring(PREFIX.length());
    if (name.isEmpty()) {
      return Optional.of(checkpoints());
    }
    Matcher parts = PATH.matcher(name);
    if (!parts.matches() || !Files.isDirectory(folder.resolve(parts.group(1)))) {
      return Optional.empty();
    }
    Hash checkpoint = Hash.of(HexFormat.of().parseHex(parts.group(1)));
    if (parts.group(2) == null) {
      return Optional.of(files(checkpoint));
    }
    return parts.group(3) == null ? bytes(checkpoint) : token(checkpoint, parts.group(3));
  }

  private Content checkpoints() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Hash checkpoint : store.listCheckpoints()) {
      if (!store.listTokens(checkpoint).isEmpty()) {
        lines.append(checkpoint.hex()).append('\n');
      }
    }
    return new Content(lines.toString().getBytes(US_ASCII), TEXT, ASK_AGAIN);
  }

  private Content files(Hash checkpoint) throws IOException {
    String lines =
        store.listTokens(checkpoint).keySet().stream()
            .map(authority -> "checkpoint." + authority + ".tsr\n")
            .collect(Collectors.joining("", "checkpoint\n", ""));
    return new Content(lines.getBytes(US_ASCII), TEXT, ASK_AGAIN);
  }

  private Optional<Content> bytes(Hash checkpoint) throws IOException {
    try {
      return Optional.of(new Content(store.getCheckpoint(checkpoint), TEXT, FOR_EVER));
    } catch (IntegrityException damaged) {
      // Nothing false is handed out; 'ledger verify' names it.
      return Optional.empty();
    }
  }

  private Optional<Content> token(Hash checkpoint, String authority) throws IOException {
    if (!TimestampAuthority.isId(authority)) {
      return Optional.empty();
    }
    return store
        .findToken(checkpoint, authority)
        .map(token -> new Content(token, "application/timestamp-reply", FOR_EVER));
  }
}
