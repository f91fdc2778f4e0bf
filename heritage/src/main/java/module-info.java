/** The domain of heritage: places, what is said of them, the alerts about them. */
@org.jspecify.annotations.NullMarked
module org.cairn.heritage {
  requires static transitive org.jspecify;
  requires transitive org.locationtech.jts;
  requires tools.jackson.databind;

  exports org.cairn.heritage;
  exports org.cairn.heritage.casework;
  exports org.cairn.heritage.codec;
  exports org.cairn.heritage.contribution;
  exports org.cairn.heritage.place;
  exports org.cairn.heritage.review;
  exports org.cairn.heritage.time;
  exports org.cairn.heritage.vocabulary;
}
