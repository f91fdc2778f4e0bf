package org.cairn.exchange;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ExchangeRulesTest {
  private final JavaClasses exchange =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cairn.exchange");

  @Test
  void exchange_knows_heritage_and_the_container_and_no_other_module() {
    noClasses()
        .should()
        .dependOnClassesThat(
            Predicates.resideInAPackage("org.cairn..")
                .and(
                    Predicates.resideOutsideOfPackages(
                        "org.cairn.exchange..", "org.cairn.heritage..", "org.cairn.geopackage..")))
        .check(exchange);
  }

  @Test
  void formats_come_from_the_chosen_libraries_and_nothing_reaches_the_network() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.cairn..",
            "java.lang..",
            "java.io..",
            "java.math..",
            "java.nio..",
            "java.security..",
            "java.sql..",
            "java.text..",
            "java.time..",
            "java.util..",
            "javax.xml.stream..",
            "org.locationtech.jts..",
            "tools.jackson..",
            "org.apache.commons.csv..",
            "org.jspecify.annotations..")
        .check(exchange);
  }

  @Test
  void parsers_do_not_show_through_the_door() {
    noClasses()
        .that()
        .resideInAPackage("org.cairn.exchange")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson..")
        .check(exchange);
  }
}
