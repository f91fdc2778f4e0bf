package org.cairn.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A workspace as its user meets it: arguments in; exit code and both streams out. */
public record Cairn(Path workspace) {
  public record Run(int exitCode, String out, String err) {
    public JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  public static Cairn init(Path folder) {
    run(List.of("init", "--offline", folder.toString()));
    return new Cairn(folder);
  }

  public Run run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--workspace");
    all.add(workspace.toString());
    return run(all);
  }

  private static Run run(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        CairnCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new Run(exitCode, out.toString(), err.toString());
  }
}
