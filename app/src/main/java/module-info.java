/** Command line and web server; the only place where all is wired. */
@org.jspecify.annotations.NullMarked
module org.cairn.app {
  requires static org.jspecify;
  requires org.cairn.ledger;
  requires org.cairn.register;
  requires org.cairn.watch;
  requires org.cairn.exchange;
  requires org.cairn.simulation;
  requires tools.jackson.databind;
  requires info.picocli;
  requires gg.jte.runtime;
  requires java.desktop;
  requires jdk.httpserver;
}
