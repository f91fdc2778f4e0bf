/** Command line and web server; the only place where all is wired. */
@org.jspecify.annotations.NullMarked
module org.cairn.app {
  requires static org.jspecify;
  // Tests serve catalogues from it.
  requires static jdk.httpserver;
  requires org.cairn.analysis;
  requires org.cairn.ledger;
  requires org.cairn.register;
  requires org.cairn.watch;
  requires org.cairn.exchange;
  requires org.cairn.simulation;
  requires tools.jackson.databind;
  requires info.picocli;
  requires gg.jte.runtime;
  requires java.desktop;
  requires com.nimbusds.jose.jwt;
  requires lang.tag;
  requires oauth2.oidc.sdk;
  requires com.webauthn4j.core;
  requires jakarta.mail;
  requires java.logging;
  requires java.management;
  requires java.net.http;
  requires java.sql;
  requires java.xml;
  requires jdk.management;
  requires org.apache.tomcat.embed.core;
  requires spring.beans;
  requires spring.boot;
  requires spring.boot.tomcat;
  requires spring.boot.web.server;
  requires spring.context;
  requires spring.core;
  requires spring.security.config;
  requires spring.security.core;
  requires spring.security.crypto;
  requires spring.security.web;
  requires spring.web;
  requires spring.webmvc;
  requires org.eclipse.angus.mail;
  requires org.xerial.sqlitejdbc;
}
