package org.cairn.change;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Numerics only: arrays and values in, results out. */
class ChangeArchitectureTest {
  private static final String VECTORS = "org.cairn.change.internal.VectorKernels";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cairn.change");

  @Test
  void depends_on_nothing_but_the_language_and_its_collections() {
    classes()
        .that()
        .doNotHaveFullyQualifiedName(VECTORS)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.cairn.change..", "java.lang..", "java.util..", "org.jspecify.annotations..")
        .check(CLASSES);
  }

  @Test
  void incubating_vectors_are_known_to_one_class_that_another_can_stand_for() {
    classes()
        .that()
        .haveFullyQualifiedName(VECTORS)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.cairn.change.internal", "java.lang..", "jdk.incubator.vector")
        .check(CLASSES);
  }

  @Test
  void knows_no_files_network_clock_or_threads() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio..", "java.net..", "java.time..", "java.util.concurrent..")
        .check(CLASSES);
    noClasses().should().callMethod(System.class, "nanoTime").check(CLASSES);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    noClasses().should().callMethod(Math.class, "random").check(CLASSES);
  }

  @Test
  void the_insides_do_not_use_what_is_built_on_them() {
    noClasses()
        .that()
        .resideInAPackage("org.cairn.change.internal..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.cairn.change.SceneAnalysis")
        .check(CLASSES);
  }
}
