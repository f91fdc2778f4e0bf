/** The domain of heritage: places, their names, the alerts about them. */
@org.jspecify.annotations.NullMarked
module org.cairn.heritage {
  requires static transitive org.jspecify;
  requires transitive org.locationtech.jts;

  exports org.cairn.heritage;
}
