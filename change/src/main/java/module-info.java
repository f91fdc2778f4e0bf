/** The numerics: arrays and values in, results out; no files, no network, no clock. */
@org.jspecify.annotations.NullMarked
module org.cairn.change {
  requires static transitive org.jspecify;

  exports org.cairn.change;
  exports org.cairn.change.radar;
}
