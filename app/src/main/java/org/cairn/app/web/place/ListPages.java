package org.cairn.app.web.place;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.map.Atlas;
import org.cairn.app.web.map.MapState;
import org.cairn.app.web.map.OwnLayers;
import org.cairn.app.web.map.PlaceFilter;
import org.cairn.app.web.map.Sight;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceCard;
import org.cairn.register.PlaceSearch.Facet;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of places beside their map. Thread-safe. */
@Controller
final class ListPages {
  private static final int PAGE = 40;

  private final Atlas atlas;
  private final Registers registers;
  private final OwnLayers layers;

  ListPages(Atlas atlas, Registers registers, OwnLayers layers) {
    this.atlas = atlas;
    this.registers = registers;
    this.layers = layers;
  }

  /**
   * @param after the last place of the page before; 0 on the first
   */
  @GetMapping("/places")
  @Needs(Right.SEE_PLACES)
  Answer list(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "after", defaultValue = "0") long after)
      throws IOException, RefusedException {
    Sight sight = Sight.of(frame.viewer());
    PlaceFilter filter = PlaceFilter.of(request.getParameterMap(), sight);
    Atlas.Page page = atlas.page(filter, sight.exact(), after, PAGE);
    List<PlaceCard> cards = registers.read(register -> register.cards(page.numbers()));
    Map<Facet, List<String>> facets = new LinkedHashMap<>();
    if (!frame.part()) {
      for (Facet facet : Facet.values()) {
        boolean open = sight.claims() || facet == Facet.TYPE;
        facets.put(facet, open ? new ArrayList<>(atlas.facet(facet).keySet()) : List.of());
      }
    }
    List<OwnLayers.Offered> offered =
        layers.offered(frame.texts(OwnLayers.class), frame.viewer().may(Right.ADMINISTER));
    MapState state =
        MapState.of(
            request.getParameterMap(),
            offered.stream().map(OwnLayers.Offered::name).toList(),
            filter.box().isPresent());
    ListView list =
        new ListView(
            frame,
            sight,
            filter,
            page,
            cards,
            facets,
            atlas.spots(page, sight),
            state,
            offered,
            atlas.years());
    return Answer.html(
        frame,
        frame.part()
            ? (output, forms) -> JtelistedGenerated.render(output, forms, list)
            : (output, forms) -> JtelistGenerated.render(output, forms, list));
  }
}
