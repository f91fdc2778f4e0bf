package org.cairn.app.web.stac;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes that are handed out in parts. */
sealed interface Content {
  /** In bytes. */
  long length();

  /** A strong entity tag without its quotes: other bytes have another. */
  String tag();

  /** From which parts are taken, one after the other. */
  interface Parts extends AutoCloseable {
    void write(ByteRanges.Part part, OutputStream out) throws IOException;

    @Override
    void close() throws IOException;
  }

  Parts open() throws IOException;

  /** Small ones. Owns its array. */
  final class InMemory implements Content {
    private final byte[] bytes;
    private final String tag;

    InMemory(byte[] bytes, String tag) {
      this.bytes = bytes.clone();
      this.tag = tag;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public String tag() {
      return tag;
    }

    @Override
    public Parts open() {
      return new Parts() {
        @Override
        public void write(ByteRanges.Part part, OutputStream out) throws IOException {
          out.write(bytes, Math.toIntExact(part.first()), Math.toIntExact(part.length()));
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }

  /** A file of this machine, never in memory whole. */
  record InFile(Path file, long length, String tag) implements Content {
    private static final int BUFFER = 1 << 16;

    @Override
    public Parts open() throws IOException {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new Parts() {
        @Override
        public void write(ByteRanges.Part part, OutputStream out) throws IOException {
          ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, part.length()));
          long at = part.first();
          while (at <= part.last()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), part.last() - at + 1));
            int read = channel.read(buffer, at);
            if (read < 0) {
              throw new EOFException(
                  "'" + file + "' became shorter while it was handed out, at byte " + at);
            }
            out.write(buffer.array(), 0, read);
            at += read;
          }
        }

        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    }
  }
}
