package org.cairn.heritage.place;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Registers that places are linked to, with the prefix of the Linked Places Format and the start of
 * their URIs. One identifier has one form here, so that links from different files meet.
 */
public enum LinkScheme {
  WIKIDATA("wikidata", "wd", "http://www.wikidata.org/entity/", "www.wikidata.org/wiki/"),
  GEONAMES("geonames", "gn", "https://sws.geonames.org/", "www.geonames.org/"),
  TGN("tgn", "tgn", "http://vocab.getty.edu/tgn/", "vocab.getty.edu/page/tgn/"),
  PLEIADES("pleiades", "pl", "https://pleiades.stoa.org/places/"),
  UNESCO("unesco", "unesco", "https://whc.unesco.org/en/list/", "whc.unesco.org/fr/list/"),
  EAMENA("eamena", "eamena", "https://database.eamena.org/report/"),
  VIAF("viaf", "viaf", "https://viaf.org/viaf/"),
  GND("gnd", "gnd", "https://d-nb.info/gnd/"),
  GOV("gov", "gov", "http://gov.genealogy.net/item/show/"),
  LOC("loc", "loc", "http://id.loc.gov/authorities/subjects/"),
  BNF("bnf", "bnf", "https://data.bnf.fr/"),
  CERL("cerl", "cerl", "https://data.cerl.org/thesaurus/"),
  DBPEDIA("dbpedia", "dbp", "http://dbpedia.org/resource/", "dbpedia.org/page/"),
  WIKIPEDIA("wikipedia", "wp", "https://en.wikipedia.org/wiki/"),
  OPENSTREETMAP("openstreetmap", "osm", "https://www.openstreetmap.org/"),
  WHG("whg", "whg", "https://whgazetteer.org/places/");

  private final String code;
  private final String prefix;
  private final String base;
  private final List<String> otherBases;

  LinkScheme(String code, String prefix, String base, String... otherBases) {
    this.code = code;
    this.prefix = prefix;
    this.base = base;
    this.otherBases = List.of(otherBases);
  }

  /** Stable; written to records. */
  public String code() {
    return code;
  }

  /** In the Linked Places Format: {@code wd} of {@code wd:Q1953}. */
  public String prefix() {
    return prefix;
  }

  public String uri(String identifier) {
    return base + identifier;
  }

  public static Optional<LinkScheme> ofCode(String code) {
    return Arrays.stream(values()).filter(scheme -> scheme.code.equals(code)).findFirst();
  }

  /**
   * Reads {@code wd:Q1953} or a URI; http and https, with or without a last slash, are the same.
   */
  public static Optional<Identified> find(String text) {
    for (LinkScheme scheme : values()) {
      Optional<String> rest = scheme.rest(text);
      if (rest.isPresent()) {
        return Optional.of(new Identified(scheme, rest.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> rest(String text) {
    for (String own : List.of(prefix, code)) {
      if (text.startsWith(own + ":") && !text.startsWith("//", own.length() + 1)) {
        return present(text.substring(own.length() + 1));
      }
    }
    if (!text.startsWith("http://") && !text.startsWith("https://")) {
      return Optional.empty();
    }
    String address = withoutProtocol(text);
    for (String start : bases()) {
      if (address.startsWith(start)) {
        String rest = address.substring(start.length());
        return present(rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest);
      }
    }
    return Optional.empty();
  }

  private List<String> bases() {
    String own = withoutProtocol(base);
    return otherBases.isEmpty() ? List.of(own) : List.of(own, otherBases.getFirst());
  }

  private static String withoutProtocol(String uri) {
    return uri.substring(uri.indexOf("://") + 3);
  }

  private static Optional<String> present(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  /** An identifier within a scheme. */
  public record Identified(LinkScheme scheme, String identifier) {}
}
