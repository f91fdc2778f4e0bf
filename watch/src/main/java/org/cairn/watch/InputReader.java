package org.cairn.watch;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.ByteSource;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.RangeDigests;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.stac.Asset;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacException;
import org.cairn.watch.internal.ItemFinder;

/**
 * Reads again what an earlier run read of image files, whatever a repeat of the run would need.
 * Costs one search of the catalogue and as many bytes as the run read. Immutable.
 */
public final class InputReader {
  /** They wait for disks and servers, so there are more of them than processors. */
  private static final int LEAST_THREADS = 4;

  private final StacCatalog catalog;
  private final ByteSources sources;
  private final HrefSigner signer;

  /** As for a {@link Watch}. */
  public InputReader(StacCatalog catalog, ByteSources sources, HrefSigner signer) {
    this.catalog = catalog;
    this.sources = sources;
    this.signer = signer;
  }

  /**
   * What is to be read again of one file.
   *
   * @param href as {@link AssetRead} has it; asked only where the catalogue does not give the asset
   *     any more
   */
  public record Recorded(ItemRef item, String asset, String href, List<ByteRange> ranges) {
    public Recorded {
      ranges = List.copyOf(ranges);
    }
  }

  /** What came of it. */
  public sealed interface Outcome {
    Recorded input();
  }

  /**
   * All ranges could be read.
   *
   * @param read the bytes that are there now, in the order of the ranges asked for
   * @param bytes size of the whole file; empty where the server does not tell it
   */
  public record Found(Recorded input, RangeDigests read, OptionalLong bytes) implements Outcome {}

  /**
   * Not all could.
   *
   * @param message what failed and why
   */
  public record Failed(Recorded input, Reason reason, String message) implements Outcome {}

  /** Why bytes cannot be had. */
  public enum Reason {
    /** There is no such file or address any more. */
    GONE,
    /** There is a file, and it ends before the bytes that were read. */
    SHORTER,
    /** It may be as it was: access denied, no answer, a failing disk. */
    UNREADABLE
  }

  /**
   * Reads all.
   *
   * @param places that the run was over: the catalogue is searched around them
   * @return one outcome per input, in their order
   * @throws StacException where the catalogue cannot be read at all
   * @throws InterruptedException where the reading is being stopped
   */
  public List<Outcome> read(List<Recorded> inputs, List<Place> places)
      throws StacException, InterruptedException {
    Map<ItemRef, Item> items =
        new ItemFinder(catalog, Optional.empty()).near(places, new ArrayList<>());
    List<Outcome> outcomes = new ArrayList<>();
    int processors = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(LEAST_THREADS, processors))) {
      List<Future<Outcome>> pending = new ArrayList<>();
      for (Recorded input : inputs) {
        pending.add(
            threads.submit(() -> read(input, Optional.ofNullable(items.get(input.item())))));
      }
      for (Future<Outcome> one : pending) {
        try {
          outcomes.add(one.get());
        } catch (InterruptedException stopped) {
          threads.shutdownNow();
          throw stopped;
        } catch (ExecutionException e) {
          threads.shutdownNow();
          throw new IllegalStateException("Reading inputs again failed unexpectedly", e.getCause());
        }
      }
    }
    return outcomes;
  }

  private Outcome read(Recorded input, Optional<Item> item) {
    try (ByteSource source = open(input, item)) {
      RangeDigests read = RangeDigests.read(source, input.ranges());
      long size = source.size();
      return new Found(
          input,
          read,
          size == ByteSource.UNKNOWN_SIZE ? OptionalLong.empty() : OptionalLong.of(size));
    } catch (RasterException e) {
      return new Failed(input, reason(e.code()), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Failed(input, Reason.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private ByteSource open(Recorded input, Optional<Item> item) throws IOException {
    Optional<Asset> asset =
        item.flatMap(known -> Optional.ofNullable(known.assets().get(input.asset())));
    if (asset.isPresent()) {
      return sources.open(signer.sign(item.orElseThrow(), asset.get()));
    }
    try {
      return sources.open(new URI(input.href()));
    } catch (URISyntaxException e) {
      throw new RasterException(
          RasterException.Code.HREF_UNSUPPORTED,
          "The catalogue does not give the asset any more, and its old address '"
              + input.href()
              + "' cannot be opened: use the catalogue of that run",
          e);
    }
  }

  private static Reason reason(RasterException.Code code) {
    return switch (code) {
      case FILE_NOT_FOUND, HREF_UNSUPPORTED, HTTP_NOT_FOUND -> Reason.GONE;
      case TIFF_TRUNCATED -> Reason.SHORTER;
      case TIFF_NOT_A_TIFF,
          TIFF_ABSURD_TAG,
          TIFF_UNSUPPORTED,
          TIFF_CORRUPT_TILE,
          TIFF_BAD_METADATA,
          FILE_UNREADABLE,
          HTTP_FORBIDDEN,
          HTTP_REFUSED,
          HTTP_SERVER_ERROR,
          HTTP_TIMEOUT,
          HTTP_UNREACHABLE,
          HTTP_NO_RANGES,
          HTTP_WRONG_RANGE,
          HTTP_CHANGED,
          IMAGE_CHANGED_WHILE_READ,
          INTERRUPTED ->
          Reason.UNREADABLE;
    };
  }
}
