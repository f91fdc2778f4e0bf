package org.cairn.exchange.internal.crm;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What the names in a JSON-LD document stand for, by what the document itself says: terms and
 * prefixes of an inline {@code @context}, the terms of Linked Art where it names that context, and
 * IRIs. No context is ever fetched. Names come out without their namespace. Immutable.
 */
final class Context {
  private static final int MAX_STEPS = 10;

  private final Map<String, String> terms;
  private final Set<String> notFetched;

  private Context(Map<String, String> terms, Set<String> notFetched) {
    this.terms = Map.copyOf(terms);
    this.notFetched = Set.copyOf(notFetched);
  }

  static Context none() {
    return new Context(Map.of(), Set.of());
  }

  /** This and what a member {@code @context} adds. */
  Context with(JsonNode context) {
    Map<String, String> more = new HashMap<>(terms);
    Set<String> remote = new TreeSet<>(notFetched);
    add(context, more, remote);
    return new Context(more, remote);
  }

  /** Addresses of contexts that the document names and that nobody here knows. */
  Set<String> notFetched() {
    return new TreeSet<>(notFetched);
  }

  private static void add(JsonNode context, Map<String, String> terms, Set<String> remote) {
    if (context.isString()) {
      if (context.asString().startsWith("https://linked.art/ns/v1/")) {
        terms.putAll(Crm.LINKED_ART_TERMS);
      } else {
        remote.add(context.asString());
      }
    } else if (context.isArray()) {
      context.forEach(each -> add(each, terms, remote));
    } else {
      for (String term : context.propertyNames()) {
        JsonNode meaning = context.path(term);
        String iri = meaning.isString() ? meaning.asString() : meaning.path("@id").asString("");
        if (!iri.isEmpty()) {
          terms.put(term, iri);
        }
      }
    }
  }

  /**
   * {@code http://www.cidoc-crm.org/cidoc-crm/P1_is_identified_by} is {@code P1_is_identified_by}.
   */
  String local(String name) {
    String iri = name;
    for (int step = 0; step < MAX_STEPS; step++) {
      String next = terms.get(iri);
      if (next == null || next.equals(iri)) {
        break;
      }
      iri = next;
    }
    if (iri.startsWith("@")) {
      return iri;
    }
    int end = Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#'));
    String tail = iri.substring(end + 1);
    return tail.isEmpty() ? iri : tail.substring(tail.indexOf(':') + 1);
  }
}
