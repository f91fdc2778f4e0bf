package org.cairn.simulation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.simulation.Outline;
import org.cairn.simulation.SimulatedEvent;
import org.cairn.simulation.SimulatedPlace;
import org.cairn.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;

class PlanTest {
  /** No two places come nearer than this, in pixels. */
  private static final double APART = 8;

  private static void assertApart(SimulationSettings settings) {
    List<SimulatedPlace> places = Plan.of(settings).places();
    assertThat(places).hasSize(settings.places());
    for (SimulatedPlace place : places) {
      Outline outline = place.outline();
      assertThat(outline.centreCol() - outline.reachCols()).isGreaterThan(3);
      assertThat(outline.centreRow() - outline.reachRows()).isGreaterThan(3);
      assertThat(outline.centreCol() + outline.reachCols()).isLessThan(settings.pixels() - 3);
      assertThat(outline.centreRow() + outline.reachRows()).isLessThan(settings.pixels() - 3);
    }
    for (int i = 0; i < places.size(); i++) {
      for (int j = 0; j < i; j++) {
        Outline a = places.get(i).outline();
        Outline b = places.get(j).outline();
        double byCols = Math.abs(a.centreCol() - b.centreCol()) - a.reachCols() - b.reachCols();
        double byRows = Math.abs(a.centreRow() - b.centreRow()) - a.reachRows() - b.reachRows();
        assertThat(Math.max(byCols, byRows))
            .as("%s and %s", places.get(i).id(), places.get(j).id())
            .isGreaterThan(APART);
      }
    }
  }

  @Test
  void places_lie_apart_from_each_other_and_from_the_edge() {
    assertApart(SimulationSettings.demo(2026));
    assertApart(SimulationSettings.demo(7));
    assertApart(SimulationSettings.bench(1, 2_048, 70, 1_000));
  }

  @Test
  void names_are_unique_and_speak_in_many_scripts() {
    Set<String> names = new HashSet<>();
    Set<Character.UnicodeScript> scripts = EnumSet.noneOf(Character.UnicodeScript.class);
    Set<String> firstLanguages = new HashSet<>();
    List<SimulatedPlace> places = Plan.of(SimulationSettings.demo(1)).places();
    for (SimulatedPlace place : places) {
      assertThat(names.add(place.names().getFirst().text())).as(place.id()).isTrue();
      firstLanguages.add(place.names().getFirst().language());
      for (SimulatedPlace.Name name : place.names()) {
        scripts.add(Character.UnicodeScript.of(name.text().codePointAt(0)));
      }
    }
    assertThat(scripts)
        .contains(
            Character.UnicodeScript.LATIN,
            Character.UnicodeScript.ARABIC,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.DEVANAGARI,
            Character.UnicodeScript.GEORGIAN,
            Character.UnicodeScript.HEBREW,
            Character.UnicodeScript.ARMENIAN,
            Character.UnicodeScript.ETHIOPIC,
            Character.UnicodeScript.HAN);
    assertThat(firstLanguages).hasSizeGreaterThan(3);
  }

  @Test
  void events_come_in_all_kinds_in_the_watched_time_and_at_their_places() {
    SimulationSettings settings = SimulationSettings.demo(5).withEventShare(0.5);
    Plan plan = Plan.of(settings);
    assertThat(plan.events()).hasSize(15);
    assertThat(plan.events())
        .extracting(SimulatedEvent::kind)
        .contains(SimulatedEvent.Kind.values());
    Set<String> touched = new HashSet<>();
    for (SimulatedEvent event : plan.events()) {
      assertThat(touched.add(event.placeId())).isTrue();
      assertThat(event.day())
          .isAfterOrEqualTo(settings.watchedFrom())
          .isBefore(settings.lastDay().minusDays(80));
      SimulatedPlace place =
          plan.places().stream()
              .filter(p -> p.id().equals(event.placeId()))
              .findFirst()
              .orElseThrow();
      for (double[] corner : event.outline().corners()) {
        assertThat(place.outline().grown(1e-6).contains(corner[0], corner[1]))
            .as("%s at %s", event.kind(), place.kind())
            .isTrue();
      }
    }
  }

  @Test
  void fire_fades_and_levelling_grows() {
    assertThat(Scar.progress(SimulatedEvent.Kind.FIRE, -1)).isZero();
    assertThat(Scar.progress(SimulatedEvent.Kind.FIRE, 0)).isEqualTo(1);
    assertThat(Scar.progress(SimulatedEvent.Kind.FIRE, 200)).isLessThan(0.2);
    assertThat(Scar.progress(SimulatedEvent.Kind.LEVELLING, 0)).isBetween(0.2, 0.6);
    assertThat(Scar.progress(SimulatedEvent.Kind.LEVELLING, 30)).isEqualTo(1);
    assertThat(Scar.progress(SimulatedEvent.Kind.DEMOLITION, 300)).isEqualTo(1);
  }

  @Test
  void dates_rise_and_all_that_must_not_alarm_occurs_in_the_watched_time() {
    SimulationSettings settings = SimulationSettings.demo(2026);
    List<Weather> series = Weather.series(settings);
    LocalDate last = LocalDate.MIN;
    for (Weather day : series) {
      assertThat(day.date()).isAfter(last);
      last = day.date();
    }
    assertThat(last).isBeforeOrEqualTo(settings.lastDay());
    List<Weather> watched =
        series.stream().filter(day -> !day.date().isBefore(settings.watchedFrom())).toList();
    assertThat(watched).anyMatch(day -> day.snow() > 0);
    assertThat(watched).anyMatch(day -> day.drought() > 0.3);
    assertThat(watched).anyMatch(day -> day.flood() > 0);
    assertThat(watched).anyMatch(day -> day.clouds().missed());
    assertThat(series).anyMatch(day -> day.clouds().cirrus() > 0);
    assertThat(series).anyMatch(day -> day.sensor() == 'A').anyMatch(day -> day.sensor() == 'B');
    assertThat(Weather.series(settings.withDisturbances(false)))
        .noneMatch(day -> day.snow() > 0 || day.flood() > 0 || day.drought() > 0)
        .noneMatch(day -> day.clouds().missed());
  }
}
