package org.cairn.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Knows imagery only, and neither clock nor chance of its own. */
class ModuleRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cairn.simulation");

  @Test
  void knows_imagery_and_no_other_part_of_the_project() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.cairn.simulation..",
            "org.cairn.imagery.raster",
            "org.cairn.imagery.scene",
            "java..",
            "org.jspecify.annotations..",
            "org.locationtech.jts..",
            "tools.jackson..")
        .check(CLASSES);
  }

  @Test
  void asks_no_clock_and_no_chance_but_its_seed() {
    noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(CLASSES);
    noClasses().should().dependOnClassesThat().areAssignableTo(Random.class).check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .check(CLASSES);
    noClasses().should().callMethod(Math.class, "random").check(CLASSES);
    noClasses().should().callMethod(System.class, "nanoTime").check(CLASSES);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    noClasses().should().callMethod(LocalDate.class, "now").check(CLASSES);
    noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
  }

  /** These may differ in the last bit from machine to machine; StrictMath's may not. */
  @Test
  void computes_the_same_bits_everywhere() {
    for (String function : new String[] {"sin", "cos", "tan", "exp", "log"}) {
      noClasses().should().callMethod(Math.class, function, double.class).check(CLASSES);
    }
    noClasses().should().callMethod(Math.class, "pow", double.class, double.class).check(CLASSES);
  }

  @Test
  void only_the_writers_know_files() {
    noClasses()
        .that()
        .resideInAPackage("org.cairn.simulation..")
        .and()
        .haveSimpleNameNotEndingWith("Writer")
        .and()
        .haveSimpleNameNotEndingWith("Documents")
        .and()
        .haveSimpleNameNotContaining("Simulator")
        .and()
        .haveSimpleNameNotEndingWith("JsonFiles")
        .and()
        .haveSimpleNameNotEndingWith("Scene")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio..")
        .check(CLASSES);
  }
}
