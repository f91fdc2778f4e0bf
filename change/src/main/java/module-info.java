/**
 * The numerics: arrays and values in, results out; no files, no network, no clock. Incubating
 * vector instructions are used where the machine was started with their module.
 */
@org.jspecify.annotations.NullMarked
module org.cairn.change {
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports org.cairn.change;
  exports org.cairn.change.radar;
}
