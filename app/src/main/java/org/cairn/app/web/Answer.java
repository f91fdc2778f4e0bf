package org.cairn.app.web;

import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a route answers with. */
@FunctionalInterface
public interface Answer {
  /** For what may be another the next time, and is nobody else's. */
  String PRIVATE = "private, no-store";

  /** For what never changes under its address, and may be seen by whoever knows that. */
  String FOR_EVER = "public, max-age=31536000, immutable";

  /** For what never changes, and only for who asked. */
  String PRIVATE_FOR_EVER = "private, max-age=31536000, immutable";

  void write(HttpServletRequest request, HttpServletResponse response) throws IOException;

  /**
   * What of a form was not taken.
   *
   * @param field its name; empty where it is none of them
   * @param message what was expected and what to do, in the viewer's language
   */
  record Fault(String field, String message) {}

  /** On to another page of this server. */
  record See(String path) implements Answer {
    public See {
      if (!path.startsWith("/") || path.startsWith("//")) {
        throw new IllegalArgumentException("No path of this server: '" + path + "'");
      }
    }

    @Override
    public void write(HttpServletRequest request, HttpServletResponse response) {
      response.setHeader("Location", path);
      response.setHeader("Cache-Control", PRIVATE);
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }
  }

  /**
   * A form that was not taken: a page for people, and for programs what is wrong with it.
   *
   * @param faults at least one
   */
  record Refused(Answer page, List<Fault> faults) implements Answer {
    public Refused {
      faults = List.copyOf(faults);
    }

    @Override
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
      page.write(request, response);
    }
  }

  /**
   * A page that tells something which programs are told too.
   *
   * @param members what, by name
   */
  record Telling(Answer page, Map<String, String> members) implements Answer {
    public Telling {
      members = Map.copyOf(members);
    }

    @Override
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
      page.write(request, response);
    }
  }

  /** A template with its parameters. */
  @FunctionalInterface
  interface Template {
    void render(HtmlTemplateOutput output, HtmlInterceptor interceptor);
  }

  /** A page, or a part of one for a request that swaps it in. */
  static Answer html(Frame frame, Template template) {
    return html(frame, HttpServletResponse.SC_OK, template);
  }

  /** Written whole: a template that fails leaves no half page. */
  static Answer html(Frame frame, int status, Template template) {
    return (request, response) -> {
      StringOutput text = new StringOutput();
      template.render(new OwaspHtmlTemplateOutput(text), new CsrfFields(frame.csrf()));
      send(response, status, "text/html; charset=utf-8", PRIVATE, text.toString());
    };
  }

  /** To another page of this server, asked for by GET. */
  static Answer see(String path) {
    return new See(path);
  }

  static Answer json(JsonNode document) {
    return (request, response) ->
        send(
            response,
            HttpServletResponse.SC_OK,
            "application/json; charset=utf-8",
            PRIVATE,
            document.toString());
  }

  /**
   * @param type of media
   * @param caching value of Cache-Control
   */
  static Answer bytes(byte[] content, String type, String caching) {
    byte[] kept = content.clone();
    return (request, response) -> {
      response.setContentType(type);
      response.setHeader("Cache-Control", caching);
      response.setContentLength(kept.length);
      response.getOutputStream().write(kept);
    };
  }

  /** A file for the reader to keep; no browser shows it as a page of this server. */
  static Answer download(byte[] content, String type, String fileName) {
    byte[] kept = content.clone();
    String plain = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
    return (request, response) -> {
      response.setHeader("Content-Disposition", "attachment; filename=\"" + plain + "\"");
      response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
      bytes(kept, type, PRIVATE).write(request, response);
    };
  }

  private static void send(
      HttpServletResponse response, int status, String type, String caching, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(type);
    response.setHeader("Cache-Control", caching);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Gives every form that posts the field that shows it to be from this server. For one page. */
  final class CsrfFields implements HtmlInterceptor {
    private final String token;
    private boolean posting;

    CsrfFields(String token) {
      this.token = token;
    }

    /** Called while the tag is still being written: nothing may follow its attributes yet. */
    @Override
    public void onHtmlTagOpened(
        String name, Map<String, Object> attributes, gg.jte.TemplateOutput output) {
      posting = name.equals("form") && "post".equals(attributes.get("method"));
    }

    /** Called before the closing tag is written. */
    @Override
    public void onHtmlTagClosed(String name, gg.jte.TemplateOutput output) {
      if (name.equals("form") && posting) {
        output.writeContent("<input type=\"hidden\" name=\"_csrf\" value=\"" + token + "\" />");
        posting = false;
      }
    }
  }
}
