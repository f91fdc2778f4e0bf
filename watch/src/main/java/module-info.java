/** The main job: places × acquisitions → alerts and coverage, as values. */
@org.jspecify.annotations.NullMarked
module org.cairn.watch {
  requires static transitive org.jspecify;
  requires transitive org.cairn.heritage;
  requires transitive org.cairn.imagery;
  requires org.cairn.change;

  exports org.cairn.watch;
}
