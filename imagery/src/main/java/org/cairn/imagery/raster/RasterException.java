package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An image that could not be read, with a stable code for counting and a message that says what
 * failed, where, what was expected, what was found and what to do. Messages name a resource without
 * its query string, which may hold a signature.
 */
public final class RasterException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why an image could not be read. {@link #id()} is stable: reports and scripts count by it. */
  public enum Code {
    /** The first bytes are not those of a TIFF. */
    TIFF_NOT_A_TIFF,
    /** Something the file points at lies beyond its end. */
    TIFF_TRUNCATED,
    /** A tag whose value cannot be true, or would take absurd resources to honour. */
    TIFF_ABSURD_TAG,
    /** A valid TIFF of a kind this reader does not read. */
    TIFF_UNSUPPORTED,
    /** The compressed bytes of a tile or strip do not decode to its pixels. */
    TIFF_CORRUPT_TILE,
    /** Text in a tag (nodata, scale, offset) that cannot be understood. */
    TIFF_BAD_METADATA,
    FILE_NOT_FOUND,
    FILE_UNREADABLE,
    /** An address of a kind this reader cannot open. */
    HREF_UNSUPPORTED,
    /** 401 or 403. */
    HTTP_FORBIDDEN,
    /** 404 or 410. */
    HTTP_NOT_FOUND,
    /** Any other answer of the 4xx kind. */
    HTTP_REFUSED,
    /** 429 or 5xx, after all attempts. */
    HTTP_SERVER_ERROR,
    /** No complete answer in time, after all attempts. */
    HTTP_TIMEOUT,
    /** The connection failed or broke, after all attempts. */
    HTTP_UNREACHABLE,
    /** The server answers with the whole file and the file is large. */
    HTTP_NO_RANGES,
    /** The server answered with other bytes than asked for. */
    HTTP_WRONG_RANGE,
    /** The resource was replaced while it was being read. */
    HTTP_CHANGED,
    /**
     * Bytes, size or ETag are not what they were when the file was read before, in the same run.
     */
    IMAGE_CHANGED_WHILE_READ,
    /** The reading thread was interrupted. */
    INTERRUPTED;

    /** For example {@code tiff-truncated}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Code code;

  public RasterException(Code code, String message) {
    this(code, message, null);
  }

  public RasterException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
