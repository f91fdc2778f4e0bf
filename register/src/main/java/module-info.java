/** The one way into the ledger and out of it. */
@org.jspecify.annotations.NullMarked
module org.cairn.register {
  requires static transitive org.jspecify;
  requires transitive org.cairn.heritage;
  requires transitive org.cairn.ledger;
  requires java.sql;
  requires org.cairn.geopackage;
  requires tools.jackson.databind;
  requires org.xerial.sqlitejdbc;
  requires org.yaml.snakeyaml;

  exports org.cairn.register;
}
