package org.cairn.heritage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HeritageRulesTest {
  private final JavaClasses heritage =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cairn.heritage");

  @Test
  void heritage_knows_no_other_module_and_no_library_but_geometry_and_json() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.cairn.heritage..",
            "java.lang..",
            "java.math..",
            "java.time..",
            "java.util..",
            "org.locationtech.jts.geom..",
            "org.locationtech.jts.io..",
            "tools.jackson..",
            "org.jspecify.annotations..")
        .check(heritage);
  }

  @Test
  void only_the_codecs_know_json_and_they_are_known_to_nobody() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.cairn.heritage.codec")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson..", "org.cairn.heritage.codec")
        .check(heritage);
  }

  @Test
  void heritage_reads_no_clock() {
    noClasses()
        .should()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(heritage);
  }
}
