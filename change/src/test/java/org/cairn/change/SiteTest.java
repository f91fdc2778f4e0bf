package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SiteTest {
  private static final DetectorParameters PARAMETERS = DetectorParameters.defaults();

  private static Site site(String... lines) {
    int cols = lines[0].length();
    boolean[] inside = new boolean[lines.length * cols];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = lines[i / cols].charAt(i % cols) == '#';
    }
    return Site.of(3, 5, lines.length, cols, inside);
  }

  @Test
  void boxes_of_a_rectangle_lie_wholly_inside() {
    Site site = Site.rectangle(0, 0, 3, 4);
    assertThat(site.boxCorners(2)).containsExactly(0, 1, 2, 4, 5, 6);
    assertThat(site.boxCorners(3)).containsExactly(0, 1);
    assertThat(site.boxCorners(4)).isEmpty();
  }

  @Test
  void boxes_of_a_mask_have_all_their_pixels_inside() {
    Site site =
        site(
            "##..#", //
            "###.#", ".####");
    assertThat(site.boxCorners(2)).containsExactly(0, 6);
    assertThat(site.pixels()).isEqualTo(11);
    assertThat(site.contains(3, 5)).isTrue();
    assertThat(site.contains(3, 7)).isFalse();
    assertThat(site.contains(2, 5)).isFalse();
    assertThat(site.contains(5, 10)).isFalse();
  }

  @Test
  void a_site_without_room_for_the_smallest_box_does_not_fit() {
    assertThat(site("#.#.#", ".#.#.", "#.#.#").fits(PARAMETERS)).isFalse();
    assertThat(Site.rectangle(0, 0, 1, 30).fits(PARAMETERS)).isFalse();
    assertThat(Site.rectangle(0, 0, 2, 2).fits(PARAMETERS)).isTrue();
  }

  @Test
  void keeps_its_own_mask() {
    boolean[] inside = {true, true, true, true};
    Site site = Site.of(0, 0, 2, 2, inside);
    inside[0] = false;
    assertThat(site.contains(0, 0)).isTrue();
  }

  @Test
  void refuses_what_is_no_site() {
    assertThatIllegalArgumentException().isThrownBy(() -> Site.rectangle(-1, 0, 2, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> Site.rectangle(0, 0, 0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> Site.of(0, 0, 2, 2, new boolean[3]));
    assertThatIllegalArgumentException().isThrownBy(() -> Site.of(0, 0, 2, 2, new boolean[4]));
  }

  @Test
  void a_site_beyond_the_area_is_the_callers_mistake() {
    SceneAnalysis analysis =
        MadeUpArea.analysed(new MadeUpArea(22, 22, 14, 9, 1).series(), PARAMETERS);
    Site beyond = Site.rectangle(15, 15, 8, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> analysis.score(beyond))
        .withMessageContaining("reaches beyond the area of 22 x 22");
    assertThatIllegalArgumentException().isThrownBy(() -> analysis.findObstacle(beyond));
  }
}
