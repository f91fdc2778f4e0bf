package org.cairn.exchange.internal.table;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.TableMapping.Meaning;
import org.cairn.exchange.internal.CleanText;
import org.cairn.heritage.place.LinkScheme;
import org.cairn.heritage.vocabulary.Crosswalk;

/** What headings mean, in English, French and Arabic; accents and spaces do not count. */
final class HeadingWords {
  private static final Map<String, Meaning> WORDS = new HashMap<>();

  static {
    words(
        Meaning.ID,
        "id",
        "uniqueid",
        "unique id",
        "site id",
        "s_id",
        "place id",
        "monument id",
        "resource id",
        "resourceid",
        "record id",
        "heritage id",
        "eamena id",
        "identifier",
        "uuid",
        "uid",
        "ref",
        "reference no",
        "identifiant",
        "numéro",
        "n° de site",
        "code du site",
        "المعرف",
        "رقم الموقع",
        "الرقم",
        "رقم");
    words(
        Meaning.NAME,
        "name",
        "title",
        "label",
        "place name",
        "site name",
        "resource name",
        "primary name",
        "heritage asset name",
        "toponym",
        "nom",
        "nom du site",
        "nom du lieu",
        "intitulé",
        "toponyme",
        "titre",
        "الاسم",
        "اسم",
        "اسم الموقع",
        "اسم المكان");
    words(
        Meaning.OTHER_NAMES,
        "alt name",
        "altname",
        "alternative name",
        "other names",
        "variants",
        "aliases",
        "alias",
        "name_old",
        "name_alt",
        "old name",
        "autres noms",
        "variantes",
        "autre nom",
        "أسماء أخرى",
        "الأسماء الأخرى",
        "اسم بديل");
    words(
        Meaning.LONGITUDE,
        "lon",
        "long",
        "lng",
        "longitude",
        "x",
        "decimal longitude",
        "longitude decimal",
        "wgs84 longitude",
        "longitude wgs84",
        "long dd",
        "lon dd",
        "point x",
        "coordinate x",
        "x coord",
        "x coordinate",
        "coord x",
        "geo lon",
        "خط الطول",
        "الطول");
    words(
        Meaning.LATITUDE,
        "lat",
        "latitude",
        "y",
        "decimal latitude",
        "latitude decimal",
        "wgs84 latitude",
        "latitude wgs84",
        "lat dd",
        "point y",
        "coordinate y",
        "y coord",
        "y coordinate",
        "coord y",
        "geo lat",
        "خط العرض",
        "العرض");
    words(
        Meaning.GEOMETRY,
        "wkt",
        "wmt",
        "geowkt",
        "geo_wkt",
        "wkt geom",
        "wkt geometry",
        "geojson",
        "geometry",
        "geom",
        "the_geom",
        "geometry wkt",
        "geometric place expression",
        "géométrie",
        "الشكل الهندسي");
    words(
        Meaning.TYPE,
        "type",
        "types",
        "place type",
        "site type",
        "heritage place type",
        "monument type",
        "feature type",
        "kind",
        "category",
        "type de site",
        "catégorie",
        "nature",
        "النوع",
        "نوع الموقع",
        "نوع");
    words(
        Meaning.FUNCTION,
        "function",
        "heritage place function",
        "use",
        "fonction",
        "usage",
        "الوظيفة",
        "وظيفة الموقع");
    words(
        Meaning.START,
        "start",
        "start date",
        "begin",
        "from",
        "date from",
        "built",
        "début",
        "date de début",
        "de",
        "البداية",
        "تاريخ البداية",
        "من");
    words(
        Meaning.END,
        "end",
        "end date",
        "to",
        "until",
        "date to",
        "fin",
        "date de fin",
        "النهاية",
        "تاريخ النهاية",
        "إلى");
    words(Meaning.DATES, "date", "dates", "edtf", "datation", "dating", "التاريخ", "التأريخ");
    words(Meaning.START_EARLIEST, "begin_from", "start earliest");
    words(Meaning.START_LATEST, "begin_to", "start latest");
    words(Meaning.END_EARLIEST, "end_from", "end earliest");
    words(Meaning.END_LATEST, "end_to", "end latest");
    words(
        Meaning.PERIOD,
        "period",
        "cultural period",
        "cultural period type",
        "période",
        "époque",
        "العصر",
        "الفترة",
        "الحقبة");
    words(
        Meaning.SOURCE,
        "source",
        "sources",
        "title_source",
        "reference",
        "bibliography",
        "citation",
        "référence",
        "bibliographie",
        "المصدر",
        "المراجع");
    words(Meaning.SOURCE_URI, "source uri", "source url", "title_uri", "url");
    words(
        Meaning.AUTHOR,
        "author",
        "recorded by",
        "surveyor",
        "compiler",
        "auteur",
        "saisi par",
        "المؤلف",
        "المسجل");
    words(
        Meaning.CERTAINTY,
        "certainty",
        "confidence",
        "certitude",
        "fiabilité",
        "درجة التأكد",
        "اليقين");
    words(
        Meaning.COUNTRY,
        "country",
        "country code",
        "country type",
        "ccodes",
        "pays",
        "code pays",
        "البلد",
        "الدولة");
    words(
        Meaning.CONDITION,
        "condition",
        "condition state",
        "overall condition state",
        "overall condition state type",
        "state of conservation",
        "damage",
        "état",
        "état de conservation",
        "dégâts",
        "الحالة",
        "حالة الحفظ",
        "حالة الموقع");
    words(
        Meaning.ASSESSED_ON,
        "condition date",
        "date of condition",
        "assessment date",
        "date of assessment",
        "assessment activity date",
        "date du constat",
        "date d'évaluation",
        "تاريخ التقييم");
    words(
        Meaning.ASSESSOR,
        "assessor",
        "assessors",
        "assessed by",
        "condition assessed by",
        "assessment investigator actor",
        "évaluateur",
        "évalué par",
        "المقيم");
    words(
        Meaning.DESCRIPTION,
        "description",
        "general description",
        "notes",
        "comment",
        "comments",
        "remarks",
        "remarques",
        "commentaire",
        "الوصف",
        "ملاحظات");
    words(Meaning.LINK, "matches", "link", "links", "same as", "lien", "liens", "رابط", "روابط");
    words(Meaning.PART_OF, "parent_id", "part of", "parent", "fait partie de", "جزء من");
    words(
        Meaning.DESIGNATION,
        "designation",
        "protection",
        "legal status",
        "classement",
        "protection juridique",
        "التصنيف",
        "الحماية");
    words(Meaning.IMAGE, "image", "photo", "picture", "image url", "صورة");
  }

  private static final Set<Meaning> WITH_LANGUAGE = Set.of(Meaning.NAME, Meaning.DESCRIPTION);

  private static final Map<String, String> LANGUAGES =
      Map.ofEntries(
          Map.entry("english", "en"),
          Map.entry("anglais", "en"),
          Map.entry("french", "fr"),
          Map.entry("francais", "fr"),
          Map.entry("arabic", "ar"),
          Map.entry("arabe", "ar"),
          Map.entry(folded("الإنجليزية"), "en"),
          Map.entry(folded("الفرنسية"), "fr"),
          Map.entry(folded("العربية"), "ar"));

  private HeadingWords() {}

  /** What a heading means, with the language or scheme that it names. */
  record Guess(Meaning meaning, String parameter) {}

  static Guess meaning(String heading) {
    String text = heading.strip();
    Meaning plain = WORDS.get(folded(text));
    if (plain != null) {
      return new Guess(plain, "");
    }
    String scheme = scheme(folded(text));
    if (!scheme.isEmpty()) {
      return new Guess(Meaning.LINK, scheme);
    }
    Optional<Crosswalk> codes = codes(text);
    if (codes.isPresent()) {
      return new Guess(Meaning.CONDITION, codes.get().scheme());
    }
    for (int i = text.length() - 1; i > 0; i--) {
      if ("_:@-( ".indexOf(text.charAt(i)) >= 0) {
        Meaning base = WORDS.get(folded(text.substring(0, i)));
        String language = language(text.substring(i + 1));
        if (base != null && WITH_LANGUAGE.contains(base) && !language.isEmpty()) {
          return new Guess(base, language);
        }
      }
    }
    return new Guess(Meaning.KEEP, "");
  }

  /** {@code condition (amal)}, {@code amal_condition} or the scheme alone. */
  private static Optional<Crosswalk> codes(String heading) {
    for (Crosswalk each : Crosswalk.values()) {
      String rest = folded(heading.toLowerCase(Locale.ROOT).replace(each.scheme(), ""));
      boolean named = heading.toLowerCase(Locale.ROOT).contains(each.scheme());
      if (named && (rest.isEmpty() || WORDS.get(rest) == Meaning.CONDITION)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static String language(String end) {
    String word = end.replace(")", "").strip();
    String named = LANGUAGES.get(folded(word));
    return named != null ? named : CleanText.languageTagOfHeading(word);
  }

  private static String scheme(String key) {
    for (LinkScheme scheme : LinkScheme.values()) {
      String code = scheme.code();
      if (key.equals(code)
          || key.equals(code + "id")
          || key.equals(code + "uri")
          || key.equals(code + "url")
          || key.equals("referencesystem" + code)) {
        return code;
      }
    }
    return "";
  }

  /** Letters and digits in lower case, without accents and vowel signs. */
  private static String folded(String heading) {
    String bare = Normalizer.normalize(heading, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    return CleanText.key(bare);
  }

  private static void words(Meaning meaning, String... words) {
    for (String word : words) {
      WORDS.put(folded(word), meaning);
    }
  }
}
