package org.cairn.app.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.register.Workspace;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts processes for runs: with a heap of their own, so that a server's stays as small as it is,
 * and behind everything else that wants the processors.
 */
public final class RunLauncher {
  private static final long MEBIBYTE = 1 << 20;
  private static final long LEAST_MEBIBYTES = 512;
  private static final long MOST_MEBIBYTES = 2048;

  private final List<String> command;
  private final Workspace workspace;

  private RunLauncher(List<String> command, Workspace workspace) {
    this.command = List.copyOf(command);
    this.workspace = workspace;
  }

  /**
   * With a quarter of the machine's memory, from 512 MiB to 2 GiB; what {@code
   * CAIRN_WATCH_JAVA_OPTS} says stands above that.
   */
  public static RunLauncher usual(Workspace workspace) {
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heapMebibytes() + "m");
    options.add("-XX:+UseParallelGC");
    String own = System.getenv("CAIRN_WATCH_JAVA_OPTS");
    if (own != null && !own.isBlank()) {
      options.addAll(Arrays.asList(own.strip().split("\\s+")));
    }
    return with(workspace, options);
  }

  /**
   * @param options of the JVM
   */
  public static RunLauncher with(Workspace workspace, List<String> options) {
    List<String> command = new ArrayList<>();
    for (String nice : List.of("/usr/bin/nice", "/bin/nice")) {
      if (command.isEmpty() && Files.isExecutable(Path.of(nice))) {
        command.addAll(List.of(nice, "-n", "10"));
      }
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), RunProcess.class.getName()));
    command.add(workspace.root().toString());
    return new RunLauncher(command, workspace);
  }

  /** Where this process has its classes from; in a module path they are as good on a class path. */
  private static String classPath() {
    List<String> parts = new ArrayList<>();
    for (String property : List.of("java.class.path", "jdk.module.path")) {
      String path = System.getProperty(property, "");
      if (!path.isEmpty()) {
        parts.add(path);
      }
    }
    return String.join(java.io.File.pathSeparator, parts);
  }

  private static long heapMebibytes() {
    long machine =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize() / MEBIBYTE
            : 0;
    return Math.clamp(machine / 4, LEAST_MEBIBYTES, MOST_MEBIBYTES);
  }

  RunChild start(ObjectNode what) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(workspace.root().toFile());
    // Of what the server itself may have been given.
    builder.environment().remove("JDK_JAVA_OPTIONS");
    return RunChild.start(builder, what);
  }
}
