package org.cairn.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The app wires everything together, through the doors of the modules. */
class AppRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cairn.app");

  @Test
  void other_modules_are_met_at_their_doors_only() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.cairn..internal..")
        .check(CLASSES);
  }

  @Test
  void the_report_knows_no_command() {
    noClasses()
        .that()
        .resideInAPackage("org.cairn.app.report")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.cairn.app.command")
        .check(CLASSES);
  }

  @Test
  void words_know_nothing_of_who_says_them() {
    noClasses()
        .that()
        .resideInAPackage("org.cairn.app.text")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.cairn.app.report..", "org.cairn.app.web..", "org.cairn.app.command..")
        .check(CLASSES);
  }

  @Test
  void pages_know_no_command() {
    noClasses()
        .that()
        .resideInAPackage("org.cairn.app.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.cairn.app.command..")
        .check(CLASSES);
  }
}
