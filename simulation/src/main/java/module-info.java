/** Landscapes with known truth: the demo's imagery and the tests' yardstick. */
@org.jspecify.annotations.NullMarked
module org.cairn.simulation {
  requires static transitive org.jspecify;
  requires transitive org.cairn.imagery;
  requires tools.jackson.databind;

  exports org.cairn.simulation;
}
