package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.Path;

/** The real disk, for a test to differ from in one thing. */
class ForwardingDisk implements Disk {
  @Override
  public Handle create(Path path) throws IOException {
    return REAL.create(path);
  }

  @Override
  public Handle openFile(Path path) throws IOException {
    return REAL.openFile(path);
  }

  @Override
  public Writeback writeback(Path path) {
    return REAL.writeback(path);
  }

  @Override
  public Handle openFolder(Path path) throws IOException {
    return REAL.openFolder(path);
  }

  @Override
  public void createFolder(Path path) throws IOException {
    REAL.createFolder(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    REAL.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    REAL.delete(path);
  }

  @Override
  public long usableSpace(Path path) throws IOException {
    return REAL.usableSpace(path);
  }
}
