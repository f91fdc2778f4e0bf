package org.cairn.simulation.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Invented names of invented places, in several scripts. They stand for nobody's place and nobody's
 * side.
 */
final class PlaceNames {
  private PlaceNames() {}

  /**
   * @param language BCP 47 tag
   */
  record Name(String text, String language) {}

  /** A word that makes a name: English, French with its article, Arabic, and one more language. */
  private record Stem(String english, String french, String arabic, Name other) {}

  private static final List<Stem> STEMS =
      List.of(
          new Stem(
              "Upper Well", "du Puits-d'en-Haut", "البئر العليا", new Name("Άνω Πηγάδι", "el")),
          new Stem("Long Ford", "du Long-Gué", "المخاضة الطويلة", new Name("Долгий Брод", "ru")),
          new Stem(
              "Heron Mill", "du Moulin-au-Héron", "طاحونة البلشون", new Name("बगुला चक्की", "hi")),
          new Stem(
              "Amber Hill", "de la Colline-d'Ambre", "تل الكهرمان", new Name("ქარვის გორა", "ka")),
          new Stem(
              "Three Poplars",
              "des Trois-Peupliers",
              "الحورات الثلاث",
              new Name("שלוש הצפצפות", "he")),
          new Stem("Salt Spring", "de la Source-Salée", "العين المالحة", new Name("盐泉", "zh")),
          new Stem(
              "North Meadow",
              "du Pré-du-Nord",
              "المرج الشمالي",
              new Name("Հյուսիսային Մարգ", "hy")),
          new Stem(
              "Quiet Orchard",
              "du Verger-Tranquille",
              "البستان الهادئ",
              new Name("ጸጥ ያለ የፍራፍሬ እርሻ", "am")),
          new Stem(
              "Stone Gate", "de la Porte-de-Pierre", "باب الحجر", new Name("Πέτρινη Πύλη", "el")),
          new Stem(
              "Red Ridge",
              "de la Crête-Rouge",
              "الحافة الحمراء",
              new Name("Красный Гребень", "ru")),
          new Stem(
              "Almond Field", "du Champ-d'Amandiers", "حقل اللوز", new Name("बादाम का खेत", "hi")),
          new Stem(
              "Old Ferry", "du Vieux-Bac", "المعدّية القديمة", new Name("ძველი ბორანი", "ka")));

  /** Names of the n-th place of a kind; the same n always gives the same names. */
  static List<Name> of(PlaceKind kind, int n) {
    Stem stem = STEMS.get(n % STEMS.size());
    int round = n / STEMS.size();
    String number = round == 0 ? "" : " " + (round + 1);
    List<Name> names = new ArrayList<>();
    names.add(new Name(stem.english + " " + kind.english() + number, "en"));
    names.add(new Name(kind.french() + " " + stem.french + number, "fr"));
    names.add(new Name(kind.arabic() + " " + stem.arabic + number, "ar"));
    names.add(new Name(stem.other.text() + number, stem.other.language()));
    // Whose language comes first is nobody's privilege: it goes round.
    java.util.Collections.rotate(names, n % names.size());
    return names;
  }
}
