package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairn.heritage.place.PlaceDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A name is found however it is written; all names are in one register. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NameSpellingsTest {
  /** As it is written, and as it is asked for. */
  static final String[] SPELLINGS = {
    "Ġazīra, Ghazira",
    "Ghazira, ĠAZIRA",
    "Qaṣr al-Ḥayr, qasr al hayr",
    "Qasr, Kasr",
    "Dayr az-Zawr, Deir ez Zor",
    "Tāq Kasrā, taq kas",
    "Ḫirbat, Khirbet",
    "Ḥalab, halab",
    "أحمد, احمد",
    "مــدينة, مدينه",
    "عيسى, عيسي",
    "قُبَّة, قبة",
    "Straße, STRASSE",
    "Łódź, lodz",
    "Αθήνα, αθηνα",
    "Ὀδυσσεύς, οδυσσευσ",
    "Й-площадь, й площадь",
    "שָׁלוֹם, שלום",
    "北京城, 北京",
    "北京城, 京城",
    "देवनागरी, देव",
    "ﬁeld, field",
    "Saint-Étienne, saint etienne",
    "O‘zbek, ozbek",
    "O´zbek, ozbek",
    "Diyarbakır, DIYARBAKIR",
    "Diyarbakır, Diyarbakir",
    "DİYARBAKIR, diyarbakır",
    "Ağdam, Aghdam",
    "Ġarbī, Gharbi",
    "غربي, Gharbi",
    "غربي, Ġarbī",
    "غربي, Ğarbi",
    "Gharbi, غربي",
    "قصر الحير, Qasr al-Hayr",
    "Qaṣr al-Ḥayr, قصر الحير",
    "قلعة جعبر, Qal'at Ja'bar",
    "تدمر, Tadmur",
    "Tadmor, تدمر",
    "بئر السبع, Bir as-Sab",
    "آثار, اثار",
    "إسكندرية, اسكندريه",
    "ٱلقدس, القدس",
    "مؤتة, موته",
    "رأس, راس",
    "مـــسجد, مسجد",
    "کرمان, كرمان",
    "ﻗﻠﻌﺔ, قلعه",
    "مسجد ٣, مسجد 3",
    "گرگان, Gorgan",
    "میان‌ده, میان ده",
    "میان‌ده, میانده",
    "میان ده, میان‌ده",
    "میانده, میان‌ده",
    "Երևան, Yerevan",
    "Yerevan, Երևան",
    "Երևան, Erevan",
    "Ոսկեվազ, Voskevaz",
    "Եղեգնաձոր, Yeghegnadzor",
    "Գորիս, Goris",
    "Գորիս, Koris",
    "თბილისი, Tbilisi",
    "ᲗᲑᲘᲚᲘᲡᲘ, თბილისი",
    "ფოთი, Poti",
    "ღვინო, Ghvino",
    "Mtskheta, მცხეთა",
    "Київ, Kyiv",
    "Харків, Kharkiv",
    "Гомель, Homel",
    "Гомель, Gomel",
    "Екатеринбург, Yekaterinburg",
    "Щёлково, Shchelkovo",
    "Жовква, Zhovkva",
    "Žovkva, Жовква",
    "Скопје, Skopje",
    "Ohrid, Охрид",
    "Αθήνα, Athina",
    "Αθήνα, Athena",
    "Δελφοί, Delfi",
    "Δελφοί, Delphoi",
    "Χανιά, Chania",
    "Χανιά, Hania",
    "Ηράκλειο, Iraklio",
    "Mykines, Μυκήνες",
    "באר שבע, Beer Sheva",
    "Tel Aviv, תל אביב",
    "חיפה, Haifa",
    "בית״ר, ביתר",
    "ירושלים, Yerushalayim",
    "Köln, Koeln",
    "Århus, Aarhus",
    "Alexandria, Aleksandria",
    "Çanakkale, Chanakkale",
    "Škocjan, Shkocjan",
    "Caf\u00e9, Cafe\u0301",
    "Cafe\u0301, caf\u00e9",
    "Ŋaoundéré, Ngaoundere",
    "कोणार्क, कोणार्क",
    "서울, 서",
    "ﻻذقية, لاذقيه",
    "soft\u00adhyphen, softhyphen",
    "right\u200fleft, rightleft",
  };

  private Optional<PlaceRegister> register = Optional.empty();

  @BeforeAll
  void fill(@TempDir Path folder) throws Exception {
    Workspace workspace = RegisterFixture.workspace(folder);
    RegisterFixture.add(
        workspace,
        IntStream.range(0, SPELLINGS.length)
            .mapToObj(each ->
                RegisterFixture.named(
                    SPELLINGS[each], SPELLINGS[each].split(", ")[0], "POINT (1 2)"))
            .toArray(PlaceDescription[]::new));
    register = Optional.of(PlaceRegister.open(workspace));
  }

  @AfterAll
  void close() throws Exception {
    if (register.isPresent()) {
      register.get().close();
    }
  }

  @ParameterizedTest
  @FieldSource("SPELLINGS")
  void a_name_is_found_however_it_is_written(String spelling) throws Exception {
    PlaceQuery query = PlaceQuery.ALL.withName(spelling.split(", ")[1]);

    assertThat(register.orElseThrow().search(query))
        .extracting(PlaceHit::place)
        .contains(spelling)
        .hasSizeLessThan(12);
  }
}
