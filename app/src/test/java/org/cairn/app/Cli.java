package org.cairn.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.cairn.app.command.CairnCommand;

/** Runs the command line in this process and keeps what it prints. */
final class Cli {
  private Cli() {}

  record Outcome(int exitCode, String out, String err) {
    /** What no user should ever see. */
    boolean showsInsides() {
      String all = out + err;
      return all.contains("Exception") || all.contains("\tat ") || all.contains("should not have");
    }
  }

  static Outcome run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int exitCode =
        CairnCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(words);
    return new Outcome(exitCode, out.toString(), err.toString());
  }
}
