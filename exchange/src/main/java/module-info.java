/** Formats in and out: places in, alerts out. */
@org.jspecify.annotations.NullMarked
module org.cairn.exchange {
  requires static transitive org.jspecify;
  requires transitive org.cairn.heritage;
  requires org.cairn.geopackage;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires org.apache.commons.csv;
  requires java.xml;

  exports org.cairn.exchange;
}
