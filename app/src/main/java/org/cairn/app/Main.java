package org.cairn.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.cairn.app.command.CairnCommand;

/** Where the process starts. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = CairnCommand.run(out, err, arguments);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }
}
