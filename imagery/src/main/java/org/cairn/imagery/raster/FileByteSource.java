package org.cairn.imagery.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file. Thread-safe: reads are positional. */
final class FileByteSource implements ByteSource {
  private final Path file;
  private final FileChannel channel;
  private final long size;
  private final Traffic traffic;

  private FileByteSource(Path file, FileChannel channel, long size, Traffic traffic) {
    this.file = file;
    this.channel = channel;
    this.size = size;
    this.traffic = traffic;
  }

  static FileByteSource open(Path file) throws RasterException {
    return open(file, new Traffic());
  }

  /**
   * @param traffic counts what is read
   */
  static FileByteSource open(Path file, Traffic traffic) throws RasterException {
    if (Files.isDirectory(file)) {
      throw new RasterException(
          RasterException.Code.FILE_UNREADABLE,
          "'" + file + "' is a folder: expected a TIFF file; name a file in it");
    }
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new FileByteSource(file, channel, channel.size(), traffic);
    } catch (NoSuchFileException missing) {
      throw new RasterException(
          RasterException.Code.FILE_NOT_FOUND,
          "File '" + file + "' does not exist: check the path, or the link that names it",
          missing);
    } catch (IOException failed) {
      throw unreadable(file, failed);
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public byte[] readHead(int length) throws RasterException {
    return read(new ByteRange(0, (int) Math.min(length, size)));
  }

  @Override
  public List<byte[]> read(List<ByteRange> ranges) throws RasterException {
    // No joining here: a read from the page cache costs less than the copy that joining needs.
    List<byte[]> out = new ArrayList<>(ranges.size());
    for (ByteRange range : ranges) {
      out.add(read(range));
    }
    return out;
  }

  private byte[] read(ByteRange range) throws RasterException {
    if (range.end() > size) {
      throw tooShort(range, size);
    }
    byte[] bytes = new byte[range.length()];
    read(range, bytes);
    return bytes;
  }

  @Override
  public void read(ByteRange range, byte[] into) throws RasterException {
    if (range.end() > size) {
      throw tooShort(range, size);
    }
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, range.length());
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, range.offset() + buffer.position()) < 0) {
          throw tooShort(range, range.offset() + buffer.position());
        }
      }
      traffic.addFromFile(range.length());
    } catch (ClosedByInterruptException interrupted) {
      throw new RasterException(
          RasterException.Code.INTERRUPTED,
          "Reading '" + file + "' was interrupted: open it again to read on",
          interrupted);
    } catch (RasterException alreadySaid) {
      throw alreadySaid;
    } catch (IOException failed) {
      throw unreadable(file, failed);
    }
  }

  private RasterException tooShort(ByteRange range, long end) {
    return new RasterException(
        RasterException.Code.TIFF_TRUNCATED,
        "File '"
            + file
            + "' ends at byte "
            + end
            + ", expected bytes "
            + range.offset()
            + " to "
            + range.end()
            + ": the copy is not whole, fetch it again");
  }

  private static RasterException unreadable(Path file, IOException cause) {
    return new RasterException(
        RasterException.Code.FILE_UNREADABLE,
        "File '"
            + file
            + "' cannot be read ("
            + cause.getClass().getSimpleName()
            + "): check its permissions and the disk",
        cause);
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Optional<String> entityTag() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
