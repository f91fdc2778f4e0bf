package org.cairn.imagery.stac;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cairn.imagery.raster.WebAccess;
import tools.jackson.databind.JsonNode;

/** JSON documents from disk and over HTTP. Thread-safe. */
final class Documents {
  private final StacSettings settings;
  private final WebDocuments web;

  Documents(StacSettings settings, WebAccess access) {
    this.settings = settings;
    this.web = new WebDocuments(settings, access);
  }

  WebDocuments web() {
    return web;
  }

  JsonNode read(URI address) throws StacException {
    if (Hrefs.isHttp(address)) {
      return web.read(WebDocuments.Ask.get(address));
    }
    if (!Hrefs.isFile(address)) {
      throw new StacException(
          StacException.Code.CATALOG_LOCATION,
          "'" + Hrefs.shown(address) + "' cannot be opened: expected a file, http: or https:.");
    }
    return Json.parse(bytes(address), Hrefs.shown(address));
  }

  private byte[] bytes(URI address) throws StacException {
    Path file =
        Hrefs.toPath(address)
            .orElseThrow(() ->
                new StacException(
                    StacException.Code.CATALOG_LOCATION,
                    "'" + address + "' is not the address of a file here."));
    try {
      long size = Files.size(file);
      if (size > settings.largestDocumentBytes()) {
        throw new StacException(
            StacException.Code.CATALOG_TOO_LARGE,
            "'"
                + file
                + "' has "
                + size
                + " bytes, more than "
                + settings.largestDocumentBytes()
                + ": split it into a catalogue of several files.");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new StacException(
          StacException.Code.CATALOG_NOT_FOUND,
          "'" + file + "' does not exist: check the path.",
          e);
    } catch (StacException e) {
      throw e;
    } catch (IOException e) {
      throw new StacException(
          StacException.Code.CATALOG_UNREADABLE,
          "'" + file + "' cannot be read (" + e + "): check that it is a file open to you.",
          e);
    }
  }
}
