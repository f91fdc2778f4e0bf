package org.cairn.app.web.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.cairn.app.web.Viewer;
import org.cairn.ledger.RefusedException;

/**
 * Something that programs may do: by POST to {@code /api/v1} and this path.
 *
 * @param id its name in the description
 * @param path of the act, with its variables; {@code {form:title}} is a variable with one value
 * @param page path of the page's route whose method it runs
 * @param summary in a sentence
 * @param fields that it takes
 * @param fixed fields of the page's form that are no choice here
 * @param resource address of what it is about or makes, with variables of the path, for {@code
 *     Location}; {@code {new}} stands for the id of what was made; empty for none
 * @param makes whether it makes that
 * @param once whether its answer has a secret in it, which is not kept to be told again
 * @param subject what {@code If-Match} is held against
 */
public record Act(
    String id,
    String path,
    String page,
    String summary,
    List<Field> fields,
    Map<String, String> fixed,
    String resource,
    boolean makes,
    boolean once,
    Subject subject) {
  public Act {
    fields = List.copyOf(fields);
    fixed = Map.copyOf(fixed);
  }

  /** What an act is about, to be held against a condition. */
  @FunctionalInterface
  public interface Subject {
    /** Has no condition. */
    Subject NONE = (viewer, variables) -> OptionalLong.empty();

    /**
     * The newest entry of the ledger about it that the viewer may know of.
     *
     * @param variables of the path, decoded
     * @return empty where there is no such thing
     */
    OptionalLong newest(Viewer viewer, Map<String, String> variables)
        throws IOException, RefusedException;
  }

  /** One whose path is that of the page's form. */
  public static Act of(String id, String page, String summary) {
    return new Act(id, page, page, summary, List.of(), Map.of(), "", false, false, Subject.NONE);
  }

  /** The same under a path of its own. */
  public Act at(String own) {
    return new Act(id, own, page, summary, fields, fixed, resource, makes, once, subject);
  }

  public Act taking(Field... more) {
    List<Field> all = new ArrayList<>(fields);
    all.addAll(List.of(more));
    return new Act(id, path, page, summary, all, fixed, resource, makes, once, subject);
  }

  public Act fixing(String field, String value) {
    Map<String, String> all = new LinkedHashMap<>(fixed);
    all.put(field, value);
    return new Act(id, path, page, summary, fields, all, resource, makes, once, subject);
  }

  /** About something that can be read, see {@link #resource}. */
  public Act about(String address, Subject what) {
    return new Act(id, path, page, summary, fields, fixed, address, makes, once, what);
  }

  /** Makes something that can be read then. */
  public Act making(String address) {
    return new Act(id, path, page, summary, fields, fixed, address, true, once, subject);
  }

  /** Its answer is told once. */
  public Act secret() {
    return new Act(id, path, page, summary, fields, fixed, resource, makes, true, subject);
  }

  /** As it is described: every variable by its name, but for those that have one value only. */
  String described() {
    return ByProgram.ROOT + path.replaceAll("\\{[a-z]+:([a-z-]+)}", "$1");
  }

  boolean has(String member) {
    return fields.stream().anyMatch(field -> field.isFor(member));
  }
}
