package org.cairn.app.web.runs;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.imagery.raster.Reach;
import org.cairn.imagery.raster.RefusedAddressException;

/**
 * Reads a catalogue out of a form: an address that a server may be asked at, or a file in the
 * workspace. Immutable.
 *
 * @param folders in which files may lie, as they are without links
 */
record CatalogForm(List<Path> folders) {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_ADDRESS = 2000;

  CatalogForm {
    folders = List.copyOf(folders);
  }

  /**
   * @param wrong gets what is wrong by field, as keys of texts
   */
  Optional<WorkspaceIndex.Catalog> read(
      String name, String href, String sign, boolean privateToo, Map<String, String> wrong) {
    String stripped = name.strip();
    if (stripped.isEmpty()
        || stripped.length() > LONGEST_NAME
        || stripped.chars().anyMatch(Character::isISOControl)) {
      wrong.put("name", "catalog.name");
    }
    String where = href.strip();
    String kept = where;
    if (where.isEmpty() || where.length() > LONGEST_ADDRESS) {
      wrong.put("href", "catalog.href");
    } else if (where.contains("://")) {
      address(where, privateToo, "href", wrong);
    } else {
      kept = file(where, wrong);
    }
    String endpoint = sign.strip();
    if (!endpoint.isEmpty()) {
      address(endpoint, privateToo, "sign", wrong);
    }
    return wrong.isEmpty()
        ? Optional.of(
            new WorkspaceIndex.Catalog(
                stripped,
                kept,
                endpoint.isEmpty() ? Optional.empty() : Optional.of(URI.create(endpoint))))
        : Optional.empty();
  }

  private static void address(
      String text, boolean privateToo, String field, Map<String, String> wrong) {
    try {
      URI address = new URI(text);
      String scheme = String.valueOf(address.getScheme());
      boolean http = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
      if (!http || address.getHost() == null) {
        wrong.put(field, "catalog.href");
      } else if (address.getRawUserInfo() != null) {
        wrong.put(field, "catalog.secret-in-address");
      } else {
        reach(address, privateToo, field, wrong);
      }
    } catch (URISyntaxException noAddress) {
      wrong.put(field, "catalog.href");
    }
  }

  private static void reach(
      URI address, boolean privateToo, String field, Map<String, String> wrong) {
    try {
      Reach.ofNetworks(true).check(address);
    } catch (IOException never) {
      wrong.put(field, "catalog.never");
      return;
    }
    if (!privateToo) {
      try {
        Reach.ofNetworks(false).check(address);
      } catch (RefusedAddressException inside) {
        wrong.put("private", "catalog.private");
      } catch (IOException other) {
        wrong.put(field, "catalog.href");
      }
    }
  }

  /** The file without links in its path, which is also what has to lie in a folder. */
  private String file(String text, Map<String, String> wrong) {
    try {
      Path path = folders.getFirst().resolve(text);
      if (!Files.exists(path)) {
        // Says the same of what is not there and of what may not be looked at.
        wrong.put("href", "catalog.no-file");
        return text;
      }
      Path real = path.toRealPath();
      if (folders.stream().noneMatch(real::startsWith)) {
        wrong.put("href", "catalog.no-file");
      }
      return real.toString();
    } catch (InvalidPathException | IOException noPath) {
      wrong.put("href", "catalog.no-file");
      return text;
    }
  }
}
