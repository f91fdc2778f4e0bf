package org.cairn.register;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RegisterRulesTest {
  private final JavaClasses register =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.cairn.register");

  @Test
  void register_knows_the_ledger_and_the_domain_and_no_other_module() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.cairn.change..",
            "org.cairn.imagery..",
            "org.cairn.simulation..",
            "org.cairn.exchange..",
            "org.cairn.watch..",
            "org.cairn.app..")
        .check(register);
  }

  @Test
  void the_ledger_s_side_knows_no_sql() {
    noClasses()
        .that()
        .haveNameMatching(".*\\.(Ledger|Workspace|Vault|Timestamp|Key|Store|Checkpoint).*")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.sqlite..")
        .check(register);
  }

  @Test
  void two_classes_know_which_sql_engine_it_is() {
    classes()
        .that()
        .haveNameNotMatching("org\\.cairn\\.register\\.(RegisterFile|SqliteFunctions)(\\$.*)?")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage("org.sqlite..")
        .check(register);
  }
}
