package org.cairn.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fonts a page carries: only those whose characters occur in it. Scripts not covered here fall
 * back to the reader's own fonts.
 *
 * <p>Files are those of the npm packages {@code @fontsource/noto-*} 5.3.0 (SIL Open Font License
 * 1.1, the licence files lie beside the fonts). So are the unicode ranges of Latin, Greek, Cyrillic
 * and Arabic; those of the other scripts are without the joiners and signs that they share with
 * others, or one such character would bring them all.
 */
public final class Fonts {
  private static final String LATIN =
      "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
          + "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
  private static final String LATIN_EXT =
      "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,"
          + "U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,"
          + "U+2C60-2C7F,U+A720-A7FF";
  private static final String GREEK =
      "U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF";
  private static final String CYRILLIC = "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116";
  private static final String ARABIC =
      "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,"
          + "U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC";

  private static final String ARMENIAN = "U+0530-058F,U+FB13-FB17";
  private static final String BENGALI = "U+0980-09FE";
  private static final String DEVANAGARI = "U+0900-097F,U+A8E0-A8FF,U+11B00-11B09";
  private static final String GEORGIAN = "U+10A0-10FF,U+1C90-1CBF,U+2D00-2D2F";
  private static final String HEBREW = "U+0590-05FF,U+20AA,U+FB1D-FB4F";
  private static final String KHMER = "U+1780-17FF,U+19E0-19FF";
  private static final String MYANMAR = "U+1000-109F,U+A9E0-A9FE,U+AA60-AA7F";
  private static final String TAMIL = "U+0B82-0BFA";
  private static final String THAI = "U+0E01-0E5B";

  private static final List<Face> FACES =
      List.of(
          new Face("Noto Sans", 400, "noto-sans-latin-400", LATIN),
          new Face("Noto Sans", 600, "noto-sans-latin-600", LATIN),
          new Face("Noto Sans", 400, "noto-sans-latin-ext-400", LATIN_EXT),
          new Face("Noto Sans", 600, "noto-sans-latin-ext-600", LATIN_EXT),
          new Face("Noto Sans", 400, "noto-sans-greek-400", GREEK),
          new Face("Noto Sans", 600, "noto-sans-greek-600", GREEK),
          new Face("Noto Sans", 400, "noto-sans-cyrillic-400", CYRILLIC),
          new Face("Noto Sans", 600, "noto-sans-cyrillic-600", CYRILLIC),
          new Face("Noto Sans", 400, "noto-sans-arabic-arabic-400", ARABIC),
          new Face("Noto Sans", 600, "noto-sans-arabic-arabic-600", ARABIC),
          new Face("Noto Sans", 400, "noto-sans-armenian-armenian-400", ARMENIAN),
          new Face("Noto Sans", 600, "noto-sans-armenian-armenian-600", ARMENIAN),
          new Face("Noto Sans", 400, "noto-sans-bengali-bengali-400", BENGALI),
          new Face("Noto Sans", 600, "noto-sans-bengali-bengali-600", BENGALI),
          new Face("Noto Sans", 400, "noto-sans-devanagari-devanagari-400", DEVANAGARI),
          new Face("Noto Sans", 600, "noto-sans-devanagari-devanagari-600", DEVANAGARI),
          new Face("Noto Sans", 400, "noto-sans-georgian-georgian-400", GEORGIAN),
          new Face("Noto Sans", 600, "noto-sans-georgian-georgian-600", GEORGIAN),
          new Face("Noto Sans", 400, "noto-sans-hebrew-hebrew-400", HEBREW),
          new Face("Noto Sans", 600, "noto-sans-hebrew-hebrew-600", HEBREW),
          new Face("Noto Sans", 400, "noto-sans-khmer-khmer-400", KHMER),
          new Face("Noto Sans", 600, "noto-sans-khmer-khmer-600", KHMER),
          new Face("Noto Sans", 400, "noto-sans-myanmar-myanmar-400", MYANMAR),
          new Face("Noto Sans", 600, "noto-sans-myanmar-myanmar-600", MYANMAR),
          new Face("Noto Sans", 400, "noto-sans-tamil-tamil-400", TAMIL),
          new Face("Noto Sans", 600, "noto-sans-tamil-tamil-600", TAMIL),
          new Face("Noto Sans", 400, "noto-sans-thai-thai-400", THAI),
          new Face("Noto Sans", 600, "noto-sans-thai-thai-600", THAI),
          new Face("Noto Serif", 600, "noto-serif-latin-600", LATIN),
          new Face("Noto Serif", 600, "noto-serif-latin-ext-600", LATIN_EXT),
          new Face("Noto Sans Mono", 400, "noto-sans-mono-latin-400", LATIN));

  private final BitSet used = new BitSet();

  Fonts() {}

  /**
   * All rules, for a server that has the files: of each script only what a page shows is fetched.
   */
  public static String linked(UnaryOperator<String> address) {
    StringBuilder css = new StringBuilder();
    for (Face face : FACES) {
      face.rule(css, address.apply(face.fileName()));
    }
    return css.toString();
  }

  /** Names of the files. */
  public static Set<String> files() {
    return FACES.stream().map(Face::fileName).collect(Collectors.toUnmodifiableSet());
  }

  /** One of the {@link #files}; null where the build did not put it there. */
  public static @Nullable InputStream open(String file) {
    return Fonts.class.getResourceAsStream("fonts/" + file);
  }

  /** Notes the characters of a text that the page shows. */
  void use(String text) {
    text.codePoints().forEach(used::set);
  }

  /** {@code @font-face} rules with the files inlined. */
  String css() {
    StringBuilder css = new StringBuilder();
    for (Face face : FACES) {
      if (face.covers(used)) {
        face.rule(css, "data:font/woff2;base64," + base64(face.fileName()));
      }
    }
    return css.toString();
  }

  private static String base64(String file) {
    try (InputStream in = open(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "Font " + file + " is missing from the class path: build again");
      }
      return Base64.getEncoder().encodeToString(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Font " + file + " could not be read", e);
    }
  }

  private record Face(String family, int weight, String file, String range) {
    String fileName() {
      return file + "-normal.woff2";
    }

    void rule(StringBuilder css, String address) {
      css.append("@font-face{font-family:\"")
          .append(family)
          .append("\";font-weight:")
          .append(weight)
          .append(";font-display:swap;unicode-range:")
          .append(range)
          .append(";src:url(")
          .append(address)
          .append(") format(\"woff2\")}\n");
    }

    boolean covers(BitSet characters) {
      for (String part : range.split(",", -1)) {
        String[] ends = part.substring(2).split("-", -1);
        int first = Integer.parseInt(ends[0], 16);
        int last = Integer.parseInt(ends[ends.length - 1], 16);
        int next = characters.nextSetBit(first);
        if (next >= 0 && next <= last) {
          return true;
        }
      }
      return false;
    }
  }
}
