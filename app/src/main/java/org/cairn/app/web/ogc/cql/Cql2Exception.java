package org.cairn.app.web.ogc.cql;

/** A filter that cannot be read; the message says where, what was expected and what was found. */
public final class Cql2Exception extends Exception {
  private static final long serialVersionUID = 1L;

  Cql2Exception(String where, String expected, String found) {
    super("%s: expected %s, found %s".formatted(where, expected, found));
  }
}
