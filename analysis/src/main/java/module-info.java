/** What many judgements and findings say together. */
@org.jspecify.annotations.NullMarked
module org.cairn.analysis {
  requires static transitive org.jspecify;

  exports org.cairn.analysis;
}
