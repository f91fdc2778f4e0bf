package org.cairn.app.web;

/** Lets a feature's tests do at once what its server does from time to time. */
public final class ServerParts {
  private ServerParts() {}

  public static <T> T of(WebServer server, Class<T> type) {
    return server.part(type);
  }
}
