package org.cairn.app.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ReportArchitectureTest {
  private final JavaClasses report =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cairn.app.report");

  @Test
  void knows_the_watch_s_values_and_templates_and_nothing_of_commands() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.cairn.app.report",
            "org.cairn.app.text",
            "org.cairn.watch",
            "org.cairn.heritage",
            "org.cairn.exchange",
            "gg.jte..",
            "java..",
            "javax.imageio..",
            "org.jspecify.annotations")
        .check(report);
  }
}
