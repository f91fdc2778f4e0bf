package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.place.Relation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Tables that the field really uses, where they lie beside the project. */
class SharedTablesTest {
  private static Path shared(String path) {
    String shared = System.getProperty("cairn.shared", "");
    Assumptions.assumeFalse(shared.isEmpty(), "skipped: cairn.shared names no folder of data");
    Path file = Path.of(shared, "data", "heritage").resolve(path);
    Assumptions.assumeTrue(Files.exists(file), "skipped: " + path + " is not there");
    return file;
  }

  private static DescriptionFormat recognised(Path file) throws IOException {
    byte[] head;
    try (var in = Files.newInputStream(file)) {
      head = in.readNBytes(1 << 16);
    }
    return TableFormats.all().stream()
        .filter(each -> each.recognises(file, head))
        .findFirst()
        .orElseThrow();
  }

  private static DescriptionsRead read(String path, String format) throws IOException {
    Path file = shared(path);
    DescriptionFormat found = recognised(file);
    assertThat(found.name()).isEqualTo(format);
    return report(path, found);
  }

  /** Also prints a line of the table of what each file gave. */
  private static DescriptionsRead report(String path, DescriptionFormat format) throws IOException {
    long start = System.nanoTime();
    DescriptionsRead read = DescriptionsRead.of(format, shared(path));
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "| %s | %s | %d places | %d statements | %d extras | %d refused | %s | %.2f s |%n",
        path,
        format.name(),
        read.places().size(),
        read.statements(),
        read.extras(),
        read.refused().size(),
        read.problems().stream()
            .collect(Collectors.groupingBy(p -> p.code().id(), Collectors.counting())),
        seconds);
    return read;
  }

  @Test
  void reads_every_row_of_the_gazetteers_lp_tsv() throws IOException {
    DescriptionsRead read = read("lpf/lp7_100.tsv", "lp-tsv");

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(100);
    assertThat(read.place("oape_529").names()).hasSize(7);
    assertThat(read.place("oape_529").links().getFirst().identifier()).isEqualTo("3174659");
  }

  @Test
  void reads_lp_tsv_whose_last_two_headings_lost_their_tab() throws IOException {
    DescriptionsRead read = read("lpf/whg_valid_file.tsv", "lp-tsv");

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(3);
    assertThat(read.of(Code.COLUMN_UNMAPPED).getFirst().value()).contains("lat fclasses");
    assertThat(read.place("717_99").extra().getFirst().value()).isEqualTo("54.036131 P;S");
  }

  @Test
  void reads_the_lp_tsv_workbook() throws IOException {
    DescriptionsRead read = read("lpf/LP-TSV_template.xlsx", "lp-tsv");

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(7);
    assertThat(read.of(Code.ROW_LEFT_OUT)).hasSize(13);
    assertThat(read.place("10").geometries().getFirst().geometry().toText())
        .isEqualTo("POINT (112.9 -2.53)");
  }

  @Test
  void refuses_the_three_invalid_files_with_row_column_and_reason() throws IOException {
    RowProblem reversed = read("lpf/invalid/whg_start_gt_end.tsv", "lp-tsv").refused().getFirst();
    assertThat(reversed.code()).isEqualTo(Code.DATE_REVERSED);
    assertThat(reversed.row()).hasValue(2);
    assertThat(reversed.field()).contains("end");
    assertThat(reversed.value()).contains("1499 – 1491");

    RowProblem latitude = read("lpf/invalid/whg_invalid_geowkt.tsv", "lp-tsv").refused().getFirst();
    assertThat(latitude.code()).isEqualTo(Code.COORDINATES_SWAPPED);
    assertThat(latitude.row()).hasValue(2);
    assertThat(latitude.field()).contains("geowkt");

    RowProblem missing =
        read("lpf/invalid/whg_missing_start_value.tsv", "lp-tsv").refused().getFirst();
    assertThat(missing.code()).isEqualTo(Code.VALUE_MISSING);
    assertThat(missing.row()).hasValue(2);
    assertThat(missing.field()).contains("start");
  }

  @Test
  void joins_the_rows_of_a_damaged_site() throws IOException {
    DescriptionsRead read =
        read("damage/linked4resilience_cultural_sites.csv", "linked4resilience");

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(211);
    assertThat(read.places().getFirst().id())
        .isEqualTo("https://linked4resilience.eu/data/cultural-sites/00001");
    assertThat(read.of(Code.GEOMETRY_MISSING)).hasSize(4);
    assertThat(read.places().stream().filter(each -> each.geometries().size() == 1)).hasSize(208);
  }

  @Test
  void keeps_the_hierarchy_of_openatlas() throws IOException {
    DescriptionsRead read = read("openatlas/example_place_hierarchy.csv", "openatlas");

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(8);
    Relation parent = read.place("feature_1").relations().getFirst();
    assertThat(parent.type()).isEqualTo(Relation.Type.PART_OF);
    assertThat(parent.target()).contains("graveyard_1");
    assertThat(read.place("graveyard_1").links()).hasSize(2);
  }

  @Test
  void joins_the_finds_of_a_heritage_asset() throws IOException {
    DescriptionsRead read = read("arches/LHD_Heritage_Asset_Artefacts.csv", "arches-her");

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(399);
    assertThat(read.places().getFirst().names().getFirst().text())
        .isEqualTo("Stone Coffins and Human Remains, Butchery Street");
  }

  @Test
  void says_that_the_bulk_upload_template_holds_no_place_yet() throws IOException {
    DescriptionsRead read = read("eamena/Bulk_Upload_template_240911.xlsx", "eamena-bulk-upload");

    assertThat(read.places()).isEmpty();
    assertThat(read.refused()).extracting(RowProblem::code).containsExactly(Code.NO_PLACES);
    assertThat(read.of(Code.SHEET_LEFT_OUT)).hasSize(1);
  }

  @Test
  void reads_the_example_sheet_of_the_bulk_upload_workbook() throws IOException {
    DescriptionsRead read =
        report(
            "eamena/Bulk_Upload_template_240911.xlsx",
            TableFormats.eamena(TermLists.NONE, Optional.of("_example_")));

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(46);
    assertThat(read.place("1").conditions()).hasSize(1);
    assertThat(read.place("1").extra()).noneMatch(each -> each.field().equals("condition"));
  }

  @Test
  void reads_the_bulk_upload_csv() throws IOException {
    DescriptionsRead read = read("eamena/bulk_data_hp_template.csv", "eamena-bulk-upload");

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(2);
  }

  @Test
  void reads_disturbances_by_site_from_a_workbook() throws IOException {
    DescriptionsRead read = read("eamena/disturbances_edtf.xlsx", "eamena-disturbances");

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(6);
    assertThat(read.extras()).isZero();
  }

  @Test
  void takes_no_geojson_for_a_table() throws IOException {
    for (String path :
        List.of("eamena/wadi_naqqat.geojson", "lpf/linkedplaces-sample-v1.2.2.geojson")) {
      Path file = shared(path);
      byte[] head = Files.readAllBytes(file);
      assertThat(TableFormats.all()).noneMatch(each -> each.recognises(file, head));
    }
  }
}
