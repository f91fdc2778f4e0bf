package org.cairn.imagery.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file as the image readers take it, opened by its path: a name that is no text in the system's
 * encoding would be lost on the way through {@link java.io.File}. For one thread.
 */
final class PathInput extends ImageInputStreamImpl {
  private final FileChannel channel;

  PathInput(Path path) throws IOException {
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  @Override
  public long length() {
    try {
      return channel.size();
    } catch (IOException unknown) {
      // What the interface says of a length that is not known.
      return -1;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    int count = channel.read(ByteBuffer.wrap(into, offset, length), streamPos);
    if (count > 0) {
      streamPos += count;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    super.close();
    channel.close();
  }
}
