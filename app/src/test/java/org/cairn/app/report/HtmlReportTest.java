package org.cairn.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  @TempDir Path folder;

  @Test
  void writes_one_page_per_language() throws Exception {
    Path dir = Path.of(System.getProperty("cairn.report.dir", folder.toString()));
    assertThat(HtmlReport.write(ReportFixture.full(), ReportFixture.context(), dir))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("index.html", "index.fr.html", "index.ar.html");
    HtmlReport.write(ReportFixture.hostile(), ReportFixture.context(), dir.resolve("hostile"));
    HtmlReport.write(ReportFixture.withoutAlerts(), ReportFixture.context(), dir.resolve("quiet"));
    HtmlReport.write(ReportFixture.empty(), ReportFixture.context(), dir.resolve("empty"));
  }
}
