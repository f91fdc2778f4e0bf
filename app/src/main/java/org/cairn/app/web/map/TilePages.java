package org.cairn.app.web.map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.map.Atlas.Sheet;
import org.cairn.ledger.RefusedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Vector tiles of places. Thread-safe. */
@Controller
final class TilePages {
  private static final String TYPE = "application/vnd.mapbox-vector-tile";

  /** Each browser asks again, and is mostly told that nothing changed. */
  private static final String ASK_AGAIN = "private, no-cache";

  /** Those of few zooms are asked for by everybody, and each goes through many places. */
  private static final int KEPT_ZOOM = 9;

  private static final int MOST_KEPT = 600;

  private final Atlas atlas;
  private final Registers registers;

  /** By what they depend on, the last asked for last; guarded by itself. */
  private final Map<String, byte[]> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > MOST_KEPT;
        }
      };

  TilePages(Atlas atlas, Registers registers) {
    this.atlas = atlas;
    this.registers = registers;
  }

  @GetMapping("/tiles/places/{z}/{x}/{y}.mvt")
  @Needs(Right.SEE_PLACES)
  Answer tile(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("z") int z,
      @PathVariable("x") long x,
      @PathVariable("y") long y)
      throws IOException, RefusedException {
    if (z < 0 || z > TileMaker.MOST_ZOOM || !isOn(z, x) || !isOn(z, y)) {
      throw new NotFoundException();
    }
    Sight sight = Sight.of(frame.viewer());
    PlaceFilter filter = PlaceFilter.of(request.getParameterMap(), sight);
    Sheet sheet = atlas.sheet();
    String tag =
        "\""
            + digest(
                "2 " // of how tiles are made
                    + sheet.spots().version()
                    + " "
                    + sight
                    + " "
                    + filter.query()
                    + " "
                    + z
                    + "/"
                    + x
                    + "/"
                    + y)
            + "\"";
    if (tag.equals(request.getHeader("If-None-Match"))) {
      return notModified(tag);
    }
    byte[] tile = z <= KEPT_ZOOM ? kept(tag) : null;
    if (tile == null) {
      Selection selection = atlas.selection(sheet, filter.query());
      tile = new TileMaker(sheet, selection, sight, z, x, y).make(registers);
      if (z <= KEPT_ZOOM) {
        keep(tag, tile);
      }
    }
    Answer bytes = Answer.bytes(tile, TYPE, ASK_AGAIN);
    return (asked, response) -> {
      response.setHeader("ETag", tag);
      bytes.write(asked, response);
    };
  }

  private static boolean isOn(int zoom, long at) {
    return at >= 0 && at < 1L << zoom;
  }

  private static Answer notModified(String tag) {
    return (asked, response) -> {
      response.setHeader("ETag", tag);
      response.setHeader("Cache-Control", ASK_AGAIN);
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    };
  }

  private byte @org.jspecify.annotations.Nullable [] kept(String tag) {
    synchronized (kept) {
      return kept.get(tag);
    }
  }

  private void keep(String tag, byte[] tile) {
    synchronized (kept) {
      kept.put(tag, tile);
    }
  }

  private static String digest(String text) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256")
              .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
