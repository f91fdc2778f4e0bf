package org.cairn.app.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cairn.app.node.Chores;
import org.cairn.app.node.NodeStatus;
import org.cairn.app.web.open.OpenFiles;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Workspace;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.support.GenericApplicationContext;

/** The server of one workspace; {@link #close} stops it. Thread-safe. */
public final class WebServer implements AutoCloseable {
  private final ServletWebServerApplicationContext context;

  /** Held here, since the levels of loggers that nobody holds are forgotten. */
  private static final List<Logger> QUIET =
      List.of(quiet("org.springframework"), quiet("org.apache"));

  private WebServer(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /** What a library tells of its starting and stopping is not for whoever keeps a node. */
  private static Logger quiet(String name) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(Level.WARNING);
    return logger;
  }

  /**
   * Where and how it is reached.
   *
   * @param listen address of this machine that it listens on
   * @param port 0 for any free one
   * @param patience for each wait for bytes of a request
   */
  public record Place(InetAddress listen, int port, Duration patience) {
    /** Nobody who means it is silent for longer in the middle of a request. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    /** On this machine only. */
    public static Place local(int port) {
      return new Place(InetAddress.getLoopbackAddress(), port, PATIENCE);
    }
  }

  /**
   * Starts it; returns when it answers.
   *
   * @param witness this node as a witness; stays the caller's
   * @param err gets what the keeper of the node should know
   * @throws PortInUseException where the port is taken
   * @throws RefusedException where the ledger or the register cannot be read
   * @throws IOException where the accounts cannot be, as on a disk without any room
   */
  public static WebServer start(
      Workspace workspace, Witness witness, Place place, Clock clock, PrintWriter err)
      throws IOException, RefusedException {
    return start(workspace, new OpenFiles(workspace, witness, err), place, clock, err);
  }

  /** The same with what is for everybody already put together. */
  public static WebServer start(
      Workspace workspace, OpenFiles open, Place place, Clock clock, PrintWriter err)
      throws IOException, RefusedException {
    workspace.reader();
    boolean readOnly = workspace.webSettings().readOnly();
    ReadOnlyMode mode = new ReadOnlyMode(workspace, readOnly, clock, err);
    NodeStatus status = new NodeStatus(clock);
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    QUIET.forEach(logger -> logger.setUseParentHandlers(true));
    SpringApplication application = new SpringApplication(WebConfiguration.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setAddCommandLineProperties(false);
    application.addInitializers(context -> {
      GenericApplicationContext beans = (GenericApplicationContext) context;
      beans.registerBean(Workspace.class, () -> workspace);
      beans.registerBean(Place.class, () -> place);
      beans.registerBean(Clock.class, () -> clock);
      beans.registerBean(ReadOnlyMode.class, () -> mode);
      beans.registerBean(OpenFiles.class, () -> open);
      beans.registerBean(NodeStatus.class, () -> status);
      beans.registerBean(Chores.class, () -> new Chores(status, err));
    });
    try {
      return new WebServer((ServletWebServerApplicationContext) application.run());
    } catch (ApplicationContextException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        switch (cause) {
          case PortInUseException taken -> throw taken;
          // What a part of the server met: it says what to do.
          case RefusedException refused -> throw refused;
          case IOException file when file.getCause() instanceof SQLException -> throw file;
          default -> {}
        }
      }
      throw failed;
    }
  }

  public int port() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  /** What came of the work beside it, for its metrics. */
  public NodeStatus status() {
    return context.getBean(NodeStatus.class);
  }

  /** For the tests of all routes together. */
  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
