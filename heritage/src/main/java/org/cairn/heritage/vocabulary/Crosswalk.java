package org.cairn.heritage.vocabulary;

import java.util.List;
import java.util.Optional;

/**
 * Another scheme's codes of damage beside what stands for them in EAMENA. The code is the
 * statement; what stands for it is Cairn's reading, and never replaces it.
 */
public enum Crosswalk {
  /** The six steps of Amal in Heritage, 0 to 5. */
  AMAL("amal"),
  /** The damage classes of UNOSAT's building tables: 1, 2, 3, 4, 6, 11. */
  UNOSAT("unosat");

  private final String scheme;

  Crosswalk(String scheme) {
    this.scheme = scheme;
  }

  /** Its short name as a vocabulary. */
  public String scheme() {
    return scheme;
  }

  /** All codes that are known. */
  public List<Mapping> mappings() {
    return Mappings.ALL.stream().filter(each -> each.scheme.equals(scheme)).toList();
  }

  /** By code, blanks around it passed over; empty for a code that the scheme does not have. */
  public Optional<Mapping> find(String code) {
    String wanted = code.strip();
    return mappings().stream().filter(each -> each.code.equals(wanted)).findFirst();
  }

  /**
   * What stands for one code.
   *
   * @param label the scheme's own words
   * @param state of {@link Eamena#CONDITION_STATE}; empty where none stands for it
   * @param extent of {@link Eamena#DAMAGE_EXTENT}; empty where none stands for it
   * @param why this and no other, or why none
   */
  public record Mapping(
      String scheme,
      String code,
      String label,
      Optional<VocabularyTerm> state,
      Optional<VocabularyTerm> extent,
      String why) {
    /** Whether neither a state nor an extent stands for it. */
    public boolean hasNoCounterpart() {
      return state.isEmpty() && extent.isEmpty();
    }
  }

  /** Read at the first use. */
  private static final class Mappings {
    static final List<Mapping> ALL =
        Table.rows("crosswalks.tsv", 6).stream()
            .map(row ->
                new Mapping(
                    row.get(0),
                    row.get(1),
                    row.get(2),
                    term(Eamena.CONDITION_STATE, row.get(3)),
                    term(Eamena.DAMAGE_EXTENT, row.get(4)),
                    row.get(5)))
            .toList();

    private static Optional<VocabularyTerm> term(Eamena list, String id) {
      return id.isEmpty() ? Optional.empty() : Optional.of(list.get(id));
    }
  }
}
