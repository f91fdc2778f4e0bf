package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportServerTest {
  @TempDir private Path folder;

  @Test
  void serves_the_report_on_this_machine_only() throws Exception {
    Path report = Files.createDirectory(folder.resolve("report"));
    Files.writeString(report.resolve("index.html"), "<!DOCTYPE html><title>Report</title>");
    Files.writeString(folder.resolve("private.txt"), "not for readers");
    HttpServer server = ReportServer.start(report, 0);
    try {
      assertThat(server.getAddress().getAddress().isLoopbackAddress()).isTrue();

      HttpResponse<String> page = get(server, "/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("<title>Report</title>");
      assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
      assertThat(get(server, "/none.html").statusCode()).isEqualTo(404);
      assertThat(get(server, "/..%2fprivate.txt").body()).doesNotContain("not for readers");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_taken_port_is_refused_with_the_way_out() {
    HttpServer first = ReportServer.start(folder, 0);
    try {
      int port = first.getAddress().getPort();
      assertThatExceptionOfType(CommandFailure.class)
          .isThrownBy(() -> ReportServer.start(folder, port))
          .withMessage("Port " + port + " is taken: choose another with --port.")
          .matches(failure -> failure.exitCode() == ExitCode.USAGE);
    } finally {
      first.stop(0);
    }
  }

  private static HttpResponse<String> get(HttpServer server, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + server.getAddress().getPort() + path))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
