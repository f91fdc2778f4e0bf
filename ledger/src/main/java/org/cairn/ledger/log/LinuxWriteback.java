package org.cairn.ledger.log;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Linux's {@code sync_file_range} with {@code SYNC_FILE_RANGE_WRITE}: pages that were written start
 * on their way to the disk, and the call does not wait for them. It promises nothing, and takes no
 * error from the force that follows: that one reports to the handle that wrote. Where the system
 * has no such call, there is nothing to start. Thread-safe.
 */
final class LinuxWriteback implements Disk.Writeback {
  private static final int READ_ONLY_CLOSED_ON_EXEC = 0x80000; // O_RDONLY | O_CLOEXEC
  private static final int SYNC_FILE_RANGE_WRITE = 2;
  private static final Optional<Calls> CALLS = Calls.find();

  private final Calls calls;
  private final int descriptor;

  private LinuxWriteback(Calls calls, int descriptor) {
    this.calls = calls;
    this.descriptor = descriptor;
  }

  /** Of a file that exists, or of none where there is no such call. */
  static Disk.Writeback of(Path file) {
    if (CALLS.isEmpty()) {
      return NONE;
    }
    int descriptor = CALLS.get().open(file);
    return descriptor < 0 ? NONE : new LinuxWriteback(CALLS.get(), descriptor);
  }

  @Override
  public void start(long position, long bytes) {
    // A refusal changes nothing: the force that follows writes what was not written.
    calls.sync(descriptor, position, bytes);
  }

  @Override
  public void close() {
    calls.close(descriptor);
  }

  /** The C library's. */
  private record Calls(MethodHandle open, MethodHandle syncFileRange, MethodHandle close) {
    static Optional<Calls> find() {
      if (!System.getProperty("os.name").equals("Linux")) {
        return Optional.empty();
      }
      Linker linker = Linker.nativeLinker();
      SymbolLookup library = linker.defaultLookup();
      ValueLayout.OfInt number = ValueLayout.JAVA_INT;
      Optional<MemorySegment> range = library.find("sync_file_range");
      return range.map(found ->
          new Calls(
              linker.downcallHandle(
                  library.findOrThrow("open"),
                  FunctionDescriptor.of(number, ValueLayout.ADDRESS, number),
                  Linker.Option.firstVariadicArg(2)),
              linker.downcallHandle(
                  found,
                  FunctionDescriptor.of(
                      number, number, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, number)),
              linker.downcallHandle(
                  library.findOrThrow("close"), FunctionDescriptor.of(number, number))));
    }

    int open(Path file) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment path = arena.allocateFrom(file.toAbsolutePath().toString());
        return (int) open.invokeExact(path, READ_ONLY_CLOSED_ON_EXEC);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    int sync(int descriptor, long position, long bytes) {
      try {
        return (int) syncFileRange.invokeExact(descriptor, position, bytes, SYNC_FILE_RANGE_WRITE);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    void close(int descriptor) {
      try {
        int ignored = (int) close.invokeExact(descriptor);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    /** A call of C throws nothing itself. */
    private static AssertionError unexpected(Throwable e) {
      return new AssertionError("a call of the C library", e);
    }
  }
}
