package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.TableMapping.Column;
import org.cairn.exchange.TableMapping.Meaning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableMappingTest {
  @TempDir Path folder;

  private TableMapping guess(String... lines) throws IOException {
    return TableMapping.guess(Lists.write(folder, "places.csv", lines), Optional.empty());
  }

  private static List<Meaning> meanings(TableMapping mapping) {
    return mapping.columns().stream().map(Column::meaning).toList();
  }

  @Test
  void guesses_from_headings_in_three_languages() throws IOException {
    List<Meaning> expected =
        List.of(
            Meaning.ID,
            Meaning.NAME,
            Meaning.LONGITUDE,
            Meaning.LATITUDE,
            Meaning.TYPE,
            Meaning.START,
            Meaning.COUNTRY,
            Meaning.CONDITION,
            Meaning.DESCRIPTION);

    assertThat(
            meanings(guess("Site ID,Name,Longitude,Latitude,Type,Start,Country,Condition,Notes")))
        .isEqualTo(expected);
    assertThat(
            meanings(
                guess("Identifiant;Nom;Longitude;Latitude;Catégorie;Début;Pays;État;Remarques")))
        .isEqualTo(expected);
    assertThat(meanings(guess("المعرف,الاسم,خط الطول,خط العرض,النوع,البداية,البلد,الحالة,الوصف")))
        .isEqualTo(expected);
  }

  @Test
  void takes_the_language_and_the_scheme_from_a_heading() throws IOException {
    TableMapping mapping = guess("id,name_en,name:ar,nom (arabe),Wikidata ID,name_old");

    assertThat(mapping.columns().stream().map(Column::parameter))
        .containsExactly("", "en", "ar", "ar", "wikidata", "");
    assertThat(mapping.columns().getLast().meaning()).isEqualTo(Meaning.OTHER_NAMES);
  }

  @Test
  void shows_headings_meanings_and_samples() throws IOException {
    String table = guess("id,name_fr,colour", "a,Moulin,red", "b,Pont,blue").describe();

    assertThat(table.lines().map(String::strip))
        .containsExactly(
            "heading  meaning               samples",
            "id       id                    a | b",
            "name_fr  name fr               Moulin | Pont",
            "colour   keep                  red | blue");
  }

  @Test
  void is_written_read_and_used_again() throws IOException {
    TableMapping mapping = guess("Nr,Wie,colour", "a,Mühle,red").with("Nr", Meaning.ID, "");
    mapping = mapping.with("Wie", Meaning.NAME, "de");
    Path file = folder.resolve("mapping.json");
    mapping.write(file);

    assertThat(TableMapping.read(file)).isEqualTo(mapping);
    DescriptionsRead read =
        DescriptionsRead.of(
            TableFormats.mapped(TableMapping.read(file), Optional.empty()),
            folder.resolve("places.csv"));
    assertThat(read.place("a").names().getFirst().language()).contains("de");
    assertThat(read.place("a").extra().getFirst().value()).isEqualTo("red");
  }

  @Test
  void says_which_of_its_columns_a_table_lacks() throws IOException {
    TableMapping mapping = guess("id,name,lon,lat", "a,Mill,1,1");
    Path other = Lists.write(folder, "other.csv", "id,name,x", "a,Mill,1");

    DescriptionsRead read =
        DescriptionsRead.of(TableFormats.mapped(mapping, Optional.empty()), other);

    assertThat(read.refused().getFirst().code()).isEqualTo(Code.COLUMN_MISSING);
    assertThat(read.refused().getFirst().value()).contains("lon, lat");
  }

  @Test
  void says_what_is_wrong_in_a_mapping_file() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("m.json"),
            "{\"mapping\":\"cairn-table/1\",\"columns\":[{\"heading\":\"a\",\"meaning\":\"colour\"}]}");

    assertThatThrownBy(() -> TableMapping.read(file))
        .isInstanceOf(PlaceFormatException.class)
        .hasMessageContaining("column 'a' the meaning 'colour'; there are: id, name");
  }

  @Test
  void reads_dates_as_tables_write_them_and_keeps_others_as_words() throws IOException {
    Path file =
        Lists.write(
            folder, "dates.csv", "id,dates", "a,43 BC", "b,ca. 1200", "c,1480-1491", "d,3/4/2020");

    DescriptionsRead read = DescriptionsRead.of(TableFormats.guessed(), file);

    assertThat(possible(read, "a")).contains("-0042");
    assertThat(possible(read, "b")).contains("1200");
    assertThat(possible(read, "c")).contains("1480").contains("1491");
    assertThat(read.place("d").existences().getFirst().attribution().times().getFirst().label())
        .contains("3/4/2020");
    assertThat(read.of(Code.DATE_AS_WORDS)).hasSize(1);
  }

  private static String possible(DescriptionsRead read, String id) {
    return read.place(id)
        .existences()
        .getFirst()
        .attribution()
        .times()
        .getFirst()
        .possible()
        .toString();
  }

  @Test
  void lists_words_of_no_list_with_the_nearest() throws IOException {
    Path file =
        Lists.write(
            folder,
            "bulk.csv",
            "UNIQUEID,Resource Name,Heritage Place Type,Disturbance Cause Type,Overall Condition State",
            "1,Mill,Archaeological-site,Ploughing,Destryed");
    TermLists lists =
        new WordLists(
            "eamena",
            Map.of(
                "heritageplacetype", List.of("Archaeological Site", "Urban Heritage"),
                "overallconditionstate", List.of("Good", "Fair", "Destroyed")));

    DescriptionsRead read = DescriptionsRead.of(TableFormats.eamena(lists, Optional.empty()), file);

    assertThat(read.of(Code.TERM_UNKNOWN)).hasSize(1);
    assertThat(read.of(Code.TERM_UNKNOWN).getFirst().expected()).contains("alike: Destroyed · ");
    assertThat(read.place("1").conditions().getFirst().state().orElseThrow().label())
        .contains("Destryed");
  }
}
