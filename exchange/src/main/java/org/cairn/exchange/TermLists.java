package org.cairn.exchange;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.place.Term;

/**
 * The lists of allowed words that tables are checked against. A list is named by the heading of its
 * column, its letters and digits in lower case: {@code overallconditionstate}. Words found in none
 * are kept and told with the nearest that there are.
 */
public interface TermLists {
  /** Knows no list: every word is taken as it is. */
  TermLists NONE =
      new TermLists() {
        @Override
        public boolean knows(String list) {
          return false;
        }

        @Override
        public Optional<Term> find(String list, String word) {
          return Optional.empty();
        }

        @Override
        public List<String> nearest(String list, String word) {
          return List.of();
        }
      };

  boolean knows(String list);

  /** Case, hyphens and spaces do not count. */
  Optional<Term> find(String list, String word);

  /** Up to three labels of the list, the most alike first. */
  List<String> nearest(String list, String word);
}
