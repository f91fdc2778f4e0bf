package org.cairn.simulation.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cairn.simulation.SimulatedPlace;

/**
 * Invented names of invented places, in several scripts. They stand for nobody's place and nobody's
 * side.
 */
final class PlaceNames {
  private PlaceNames() {}

  /** A word that makes a name: English, French with its article, Arabic, and one more language. */
  private record Stem(String english, String french, String arabic, SimulatedPlace.Name other) {}

  /** So many places have different names before they are numbered. */
  private static final int DISTINCT = 72;

  private static final List<Stem> STEMS =
      List.of(
          new Stem(
              "Upper Well",
              "du Puits-d'en-Haut",
              "البئر العليا",
              new SimulatedPlace.Name("Άνω Πηγάδι", "el")),
          new Stem(
              "Long Ford",
              "du Long-Gué",
              "المخاضة الطويلة",
              new SimulatedPlace.Name("Долгий Брод", "ru")),
          new Stem(
              "Heron Mill",
              "du Moulin-au-Héron",
              "طاحونة البلشون",
              new SimulatedPlace.Name("बगुला चक्की", "hi")),
          new Stem(
              "Amber Hill",
              "de la Colline-d'Ambre",
              "تل الكهرمان",
              new SimulatedPlace.Name("ქარვის გორა", "ka")),
          new Stem(
              "Three Poplars",
              "des Trois-Peupliers",
              "الحورات الثلاث",
              new SimulatedPlace.Name("שלוש הצפצפות", "he")),
          new Stem(
              "Salt Spring",
              "de la Source-Salée",
              "العين المالحة",
              new SimulatedPlace.Name("盐泉", "zh")),
          new Stem(
              "North Meadow",
              "du Pré-du-Nord",
              "المرج الشمالي",
              new SimulatedPlace.Name("Հյուսիսային Մարգ", "hy")),
          new Stem(
              "Quiet Orchard",
              "du Verger-Tranquille",
              "البستان الهادئ",
              new SimulatedPlace.Name("ጸጥ ያለ የፍራፍሬ እርሻ", "am")),
          new Stem(
              "Stone Gate",
              "de la Porte-de-Pierre",
              "باب الحجر",
              new SimulatedPlace.Name("Πέτρινη Πύλη", "el")),
          new Stem(
              "Red Ridge",
              "de la Crête-Rouge",
              "الحافة الحمراء",
              new SimulatedPlace.Name("Красный Гребень", "ru")),
          new Stem(
              "Almond Field",
              "du Champ-d'Amandiers",
              "حقل اللوز",
              new SimulatedPlace.Name("बादाम का खेत", "hi")),
          new Stem(
              "Old Ferry",
              "du Vieux-Bac",
              "المعدّية القديمة",
              new SimulatedPlace.Name("ძველი ბორანი", "ka")));

  /** Names of the n-th place of all; the same n always gives the same names. */
  static List<SimulatedPlace.Name> of(PlaceKind kind, int n) {
    // Each round of stems begins one further on, so that stems and kinds meet anew.
    Stem stem = STEMS.get((n + n / STEMS.size()) % STEMS.size());
    int round = n / DISTINCT;
    String number = round == 0 ? "" : " " + (round + 1);
    List<SimulatedPlace.Name> names = new ArrayList<>();
    names.add(new SimulatedPlace.Name(stem.english + " " + kind.english() + number, "en"));
    names.add(new SimulatedPlace.Name(kind.french() + " " + stem.french + number, "fr"));
    names.add(new SimulatedPlace.Name(kind.arabic() + " " + stem.arabic + number, "ar"));
    names.add(new SimulatedPlace.Name(stem.other.text() + number, stem.other.language()));
    // Whose language comes first is nobody's privilege: it goes round.
    Collections.rotate(names, n % names.size());
    return names;
  }
}
