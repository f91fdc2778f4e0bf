package org.cairn.imagery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What may know what in this module. */
class ModuleRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cairn.imagery");

  @Test
  void imagery_knows_no_other_module() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "belong to another module of ours",
                type ->
                    type.getPackageName().startsWith("org.cairn.")
                        && !type.getPackageName().startsWith("org.cairn.imagery")))
        .check(CLASSES);
  }

  @Test
  void rasters_know_neither_catalogues_nor_scenes() {
    noClasses()
        .that()
        .resideInAPackage("org.cairn.imagery.raster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.cairn.imagery.stac..", "org.cairn.imagery.scene..")
        .check(CLASSES);
  }

  @Test
  void decompression_is_bytes_in_bytes_out() {
    classes()
        .that()
        .resideInAPackage("org.cairn.imagery.raster.internal")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.cairn.imagery.raster.internal",
            "io.airlift.compress..",
            "javax.imageio..",
            "org.jspecify..",
            "java..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.cairn.imagery.raster.internal")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..")
        .check(CLASSES);
  }

  @Test
  void internal_packages_are_used_by_their_own_package_only() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.cairn.imagery.raster..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.cairn.imagery.raster.internal..")
        .check(CLASSES);
  }
}
