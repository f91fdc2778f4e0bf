package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cairn.imagery.raster.RasterException.Code;

/** Another source, with a note taken of every range read through it. Thread-safe. */
final class RecordedSource implements ByteSource {
  private final ByteSource source;
  private final ReadRecorder recorder;

  RecordedSource(ByteSource source, ReadRecorder recorder) {
    this.source = source;
    this.recorder = recorder;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public long size() throws IOException {
    return source.size();
  }

  @Override
  public byte[] readHead(int length) throws IOException {
    byte[] head;
    try {
      head = source.readHead(length);
    } catch (RasterException failed) {
      throw noted(failed);
    }
    recorder.note(name(), new ByteRange(0, head.length), head);
    noteFile();
    return head;
  }

  @Override
  public List<byte[]> read(List<ByteRange> ranges) throws IOException {
    List<byte[]> read;
    try {
      read = source.read(ranges);
    } catch (RasterException failed) {
      throw noted(failed);
    }
    for (int i = 0; i < ranges.size(); i++) {
      recorder.note(name(), ranges.get(i), read.get(i));
    }
    if (!ranges.isEmpty()) {
      noteFile();
    }
    return read;
  }

  @Override
  public void read(ByteRange range, byte[] into) throws IOException {
    try {
      source.read(range, into);
    } catch (RasterException failed) {
      throw noted(failed);
    }
    recorder.note(name(), range, into);
    noteFile();
  }

  /** Asked after a read only: before it, a server would have to be asked for the size. */
  private void noteFile() throws IOException {
    recorder.note(name(), source.size(), source.entityTag());
  }

  private RasterException noted(RasterException failed) {
    if (failed.code() == Code.HTTP_CHANGED) {
      recorder.noteChange(String.valueOf(failed.getMessage()));
    }
    return failed;
  }

  @Override
  public boolean isLocal() {
    return source.isLocal();
  }

  @Override
  public Optional<String> entityTag() {
    return source.entityTag();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
