/** The container: what every GeoPackage has, whatever it holds. */
@org.jspecify.annotations.NullMarked
module org.cairn.geopackage {
  requires static transitive org.jspecify;
  requires transitive java.sql;
  requires transitive org.locationtech.jts;
  requires org.xerial.sqlitejdbc;

  exports org.cairn.geopackage;
}
