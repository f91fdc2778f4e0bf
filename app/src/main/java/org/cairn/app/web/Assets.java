package org.cairn.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.app.report.Fonts;
import org.cairn.app.report.HtmlReport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Style sheets, scripts and fonts, from the class path, under addresses with a digest of their
 * bytes: a browser keeps them for ever, and a new version has a new address. Thread-safe.
 */
@Controller
public final class Assets {
  private static final String FOLDER = "assets/";

  /** Looks that pages have in common with the report, and lie beside it. */
  private static final Set<String> SHARED =
      Set.of("tokens.css", "evidence.css", "positions.css", "compare.js");

  private static final String FONTS = "fonts.css";
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2");

  private static final Map<String, Asset> KNOWN = new ConcurrentHashMap<>();

  private record Asset(byte[] bytes, String digest) {}

  /**
   * Where a page finds one.
   *
   * @param name such as {@code web.css}
   */
  public static String path(String name) {
    return "/assets/" + find(name).digest() + "/" + name;
  }

  @GetMapping("/assets/{digest}/{name:[A-Za-z0-9._-]+}")
  @Needs(Right.ENTER)
  Answer asset(@PathVariable("digest") String digest, @PathVariable("name") String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !exists(name) || !find(name).digest().equals(digest)) {
      throw new NotFoundException();
    }
    return Answer.bytes(find(name).bytes(), type, Answer.FOR_EVER);
  }

  private static boolean exists(String name) {
    return name.equals(FONTS)
        || Fonts.files().contains(name)
        || SHARED.contains(name)
        || Assets.class.getResource(FOLDER + name) != null;
  }

  private static Asset find(String name) {
    // Not computeIfAbsent: the fonts' style sheet asks for the fonts.
    Asset known = KNOWN.get(name);
    if (known == null) {
      byte[] bytes =
          name.equals(FONTS)
              ? Fonts.linked(Assets::path).getBytes(StandardCharsets.UTF_8)
              : read(name);
      known = new Asset(bytes, digest(bytes));
      KNOWN.put(name, known);
    }
    return known;
  }

  private static byte[] read(String name) {
    try (InputStream in = open(name)) {
      if (in == null) {
        throw new IllegalStateException("Asset " + name + " is missing: build again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Asset " + name + " could not be read", e);
    }
  }

  /** The bytes of one; null where the build did not put it there. */
  public static @Nullable InputStream open(String name) {
    if (Fonts.files().contains(name)) {
      return Fonts.open(name);
    }
    return SHARED.contains(name)
        ? HtmlReport.class.getResourceAsStream(name)
        : Assets.class.getResourceAsStream(FOLDER + name);
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(whole, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
