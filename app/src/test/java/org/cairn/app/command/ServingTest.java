package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import org.cairn.app.web.WebServer;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingTest {
  @TempDir private Path folder;
  private Workspace workspace;
  private Witness witness;
  private WebServer server;

  @BeforeEach
  void serve() throws Exception {
    StringWriter told = new StringWriter();
    PrintWriter out = new PrintWriter(told, true);
    int exitCode =
        CairnCommand.commandLine(out, out)
            .execute("init", "--offline", folder.resolve("watch").toString());
    assertThat(exitCode).as(told.toString()).isZero();
    workspace = Workspace.at(folder.resolve("watch"));
    witness = workspace.openWitness(Clock.systemUTC());
    server = start(0);
  }

  private WebServer start(int port) throws Exception {
    return Serving.start(workspace, witness, port, new PrintWriter(Writer.nullWriter()));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    witness.close();
  }

  @Test
  void is_there_for_this_machine_only() throws Exception {
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (var address : Collections.list(card.getInetAddresses())) {
        if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
          try (Socket socket = new Socket()) {
            assertThatExceptionOfType(java.io.IOException.class)
                .isThrownBy(
                    () -> socket.connect(new InetSocketAddress(address, server.port()), 2_000));
          }
        }
      }
    }
    assertThat(get("/sign-in").statusCode()).isLessThan(500);
  }

  @Test
  void a_taken_port_is_refused_with_the_way_out() {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> start(server.port()))
        .withMessage("Port " + server.port() + " is taken: choose another with --port.")
        .matches(failure -> failure.exitCode() == ExitCode.USAGE);
  }

  @Test
  void what_is_not_there_is_told_in_the_language_of_the_reader() throws Exception {
    HttpResponse<String> french = get("/nothing/of/this/name?lang=fr");

    assertThat(french.statusCode()).isEqualTo(404);
    assertThat(french.body())
        .contains("<html lang=\"fr\" dir=\"ltr\">")
        .contains("Il n’y a rien ici");
    assertThat(french.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(get("/%2e%2e/keys/log.key").body()).doesNotContain("PRIVATE");
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
