package org.cairn.app.run;

import java.io.IOException;
import java.util.Optional;

/** How the watch stands, for who counts or supervises a node. Implementations are thread-safe. */
public interface LastRun {
  /** The newest run, whoever made it and whether it goes on; empty where there was none. */
  Optional<RunHistory.Row> findLast() throws IOException;

  /** The newest that came to its end; empty where there was none. */
  Optional<RunHistory.Row> findLastDone() throws IOException;
}
