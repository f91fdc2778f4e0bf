package org.cairn.geopackage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class GeoPackageRulesTest {
  private final JavaClasses geopackage =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cairn.geopackage");

  @Test
  void the_container_knows_nothing_of_what_it_holds() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.cairn.geopackage..",
            "java..",
            "org.locationtech.jts..",
            "org.sqlite..",
            "org.jspecify.annotations..")
        .check(geopackage);
  }
}
