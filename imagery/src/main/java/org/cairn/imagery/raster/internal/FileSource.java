package org.cairn.imagery.raster.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.imagery.raster.ByteSource;
import org.cairn.imagery.raster.RasterException;

/** A file on disk. Thread-safe: reads are positional. */
public final class FileSource implements ByteSource {
  private final Path path;
  private final FileChannel channel;

  public FileSource(Path path) throws IOException {
    this.path = path;
    if (Files.isDirectory(path)) {
      throw new RasterException(
          RasterException.Code.FILE_UNREADABLE,
          "'" + path + "' is a folder, expected an image file.");
    }
    try {
      this.channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException missing) {
      throw new RasterException(
          RasterException.Code.FILE_MISSING,
          "There is no file '" + path + "': put it there, or correct the item's href.",
          missing);
    } catch (IOException e) {
      throw new RasterException(
          RasterException.Code.FILE_UNREADABLE,
          "File '" + path + "' cannot be opened: " + e.getMessage(),
          e);
    }
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public List<byte[]> read(List<ByteRange> ranges) throws IOException {
    List<byte[]> parts = new ArrayList<>(ranges.size());
    for (ByteRange range : ranges) {
      if (range.end() > size()) {
        throw Truncation.of(name(), range.offset(), range.length(), size());
      }
      parts.add(fill(range.offset(), range.length()));
    }
    return parts;
  }

  @Override
  public byte[] readHead(int length) throws IOException {
    return fill(0, (int) Math.min(length, size()));
  }

  private byte[] fill(long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw Truncation.of(name(), offset, length, size());
      }
    }
    return buffer.array();
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
