package org.cairn.imagery.raster.internal;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * zlib streams (RFC 1950). Inflaters hold native memory, so a few are kept and reused; a pool
 * rather than thread-locals because readers may be virtual threads. Thread-safe.
 */
public final class Deflate {
  private static final int MOST_KEPT = 16;
  private static final ConcurrentLinkedQueue<Inflater> KEPT = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger KEPT_COUNT = new AtomicInteger();

  /** Deflate cannot shrink data more than this many times. */
  private static final int LARGEST_RATIO = 1032;

  private Deflate() {}

  /** Whether so few compressed bytes cannot hold so many. */
  public static boolean impossible(long compressed, long decoded) {
    return decoded > LARGEST_RATIO * (compressed + 8);
  }

  /** Fills {@code out}; what the stream holds beyond it is left alone. */
  public static void decode(byte[] in, byte[] out) throws CorruptTileException {
    if (!FastInflate.decode(in, out)) {
      decodeByZlib(in, out);
    }
  }

  static void decodeByZlib(byte[] in, byte[] out) throws CorruptTileException {
    Inflater inflater = take();
    try {
      inflater.setInput(in);
      int at = 0;
      while (at < out.length) {
        int got = inflater.inflate(out, at, out.length - at);
        if (got == 0) {
          if (inflater.needsDictionary()) {
            throw new CorruptTileException("the zlib stream asks for a dictionary");
          }
          throw CorruptTileException.tooShort(at, out.length);
        }
        at += got;
      }
    } catch (DataFormatException broken) {
      throw new CorruptTileException("zlib says '" + broken.getMessage() + "'", broken);
    } finally {
      giveBack(inflater);
    }
  }

  private static Inflater take() {
    Inflater kept = KEPT.poll();
    if (kept == null) {
      return new Inflater();
    }
    KEPT_COUNT.decrementAndGet();
    return kept;
  }

  private static void giveBack(Inflater inflater) {
    if (KEPT_COUNT.incrementAndGet() > MOST_KEPT) {
      KEPT_COUNT.decrementAndGet();
      inflater.end();
      return;
    }
    inflater.reset();
    KEPT.add(inflater);
  }
}
