package org.cairn.watch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ModuleRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cairn.watch");

  @Test
  void the_watch_knows_imagery_change_and_heritage_only() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.cairn.watch..",
            "org.cairn.imagery.picture",
            "org.cairn.imagery.raster",
            "org.cairn.imagery.stac",
            "org.cairn.imagery.scene",
            "org.cairn.change",
            "org.cairn.change.radar",
            "org.cairn.heritage",
            "org.locationtech.jts..",
            "org.jspecify..",
            "java..")
        .check(CLASSES);
  }

  @Test
  void the_watch_asks_no_clock_and_no_chance_and_writes_no_file() {
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.Random.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .check(CLASSES);
  }
}
