// <cairn-map>: places on a map. What it shows and where is in the address of the page; the list
// beside it is asked for anew when the map was moved. Where there is no WebGL, the map that the
// server drew stays.

/** @param {{arcs: number[][][], transform: {scale: number[], translate: number[]}, objects: any}} topology */
function landOf(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  // The file is for a globe: rings run over the antimeridian and around the poles.
  const ring = (numbers) => {
    const points = [];
    let turn = 0;
    for (const number of numbers) {
      for (const [lon, lat] of number < 0 ? arcs[~number].slice().reverse() : arcs[number]) {
        const last = points.at(-1);
        if (last) {
          if (lon + turn - last[0] > 180) turn -= 360;
          else if (lon + turn - last[0] < -180) turn += 360;
        }
        points.push([lon + turn, lat]);
      }
    }
    if (Math.abs(points.at(-1)[0] - points[0][0]) > 180) {
      const pole = points[0][1] < 0 ? -86 : 86;
      points.push([points.at(-1)[0], pole], [points[0][0], pole], points[0]);
    }
    return points;
  };
  // A hole that was unrolled elsewhere than the land around it goes there.
  const within = ([outer, ...holes]) => {
    const west = Math.min(...outer.map(([lon]) => lon));
    return [outer, ...holes.map((hole) => {
      const turn = 360 * Math.ceil((west - hole[0][0]) / 360);
      return hole.map(([lon, lat]) => [lon + turn, lat]);
    })];
  };
  const polygons = [];
  for (const geometry of topology.objects.land.geometries) {
    const many = geometry.type === "MultiPolygon" ? geometry.arcs : [geometry.arcs];
    for (const polygon of many) polygons.push(within(polygon.map(ring)));
  }
  return { type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates: polygons } };
}

export async function land(address) {
  return landOf(await (await fetch(address)).json());
}

export function graticule() {
  const lines = [];
  for (let lon = -180; lon <= 180; lon += 10) lines.push([[lon, -85], [lon, 85]]);
  for (let lat = -80; lat <= 80; lat += 10) {
    const line = [];
    for (let lon = -180; lon <= 180; lon += 10) line.push([lon, lat]);
    lines.push(line);
  }
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: lines } };
}

/** The page's own fonts, as the map wants them. */
export function fontFaces() {
  const faces = [];
  for (const sheet of document.styleSheets) {
    if (!sheet.href || !sheet.href.includes("/assets/")) continue;
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      const family = rule.style.getPropertyValue("font-family").replaceAll('"', "");
      if (family !== "Noto Sans" || rule.style.getPropertyValue("font-weight") !== "400") continue;
      const path = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"));
      const range = rule.style.getPropertyValue("unicode-range");
      if (path) {
        faces.push({
          url: new URL(path[1], sheet.href).href,
          "unicode-range": range.split(",").map((one) => one.trim()),
        });
      }
    }
  }
  return faces;
}

export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** What is drawn of places, from a source of that name: those close together as one, with their number. */
export function placeLayers() {
  return [
    {
      id: "clusters", type: "circle", source: "places", "source-layer": "places", filter: ["has", "count"],
      paint: {
        "circle-color": token("--teal"), "circle-opacity": 0.85,
        "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "count"]], 0.3, 11, 6, 34],
        "circle-stroke-color": token("--card"), "circle-stroke-width": 1.5,
      },
    },
    {
      id: "counts", type: "symbol", source: "places", "source-layer": "places", filter: ["has", "count"],
      layout: {
        "text-field": ["number-format", ["get", "count"], { locale: document.documentElement.lang + "-u-nu-latn" }],
        "text-font": ["Noto Sans"], "text-size": 12, "text-allow-overlap": true,
      },
      paint: { "text-color": token("--on-teal") },
    },
    {
      id: "singles", type: "circle", source: "places", "source-layer": "places", filter: ["!", ["has", "count"]],
      paint: {
        "circle-color": ["case", ["has", "alerts"], token("--ochre"), ["==", ["get", "status"], "watched"], token("--teal"), token("--soft")],
        "circle-opacity": ["case", ["has", "cell"], 0.25, 1],
        "circle-radius": ["case", ["has", "cell"], 12, 6],
        "circle-stroke-color": ["case", ["has", "cell"], token("--ochre"), token("--card")], "circle-stroke-width": 1.5,
      },
    },
    {
      id: "names", type: "symbol", source: "places", "source-layer": "places", filter: ["!", ["has", "count"]],
      layout: {
        "text-field": ["get", "name"], "text-font": ["Noto Sans"], "text-size": 13, "text-variable-anchor": ["top", "bottom", "left", "right"],
        "text-radial-offset": 0.8, "text-max-width": 12, "text-optional": true,
      },
      paint: { "text-color": token("--ink"), "text-halo-color": token("--paper"), "text-halo-width": 1.5 },
    },
  ];
}

class CairnMap extends HTMLElement {
  async connectedCallback() {
    if (!this.offsetParent && getComputedStyle(this.parentElement).display === "none") return;
    const probe = document.createElement("canvas");
    if (!probe.getContext("webgl2")) return;
    const library = await import(this.dataset.script);
    library.setWorkerUrl(new URL(this.dataset.worker, location.href).href);
    const canvas = document.createElement("div");
    canvas.className = "canvas";
    this.append(canvas);
    this.library = library;
    this.own = await this.chosen();
    const at = this.at();
    const bounds = this.dataset.bounds ? this.dataset.bounds.split(",").map(Number) : [-170, -60, 170, 75];
    if (bounds[0] > bounds[2]) bounds[2] += 360;
    this.map = new library.Map({
      container: canvas,
      style: this.look(),
      ...(at ?? { bounds: [[bounds[0], bounds[1]], [bounds[2], bounds[3]]] }),
      fitBoundsOptions: { padding: new URLSearchParams(location.search).has("box") ? 0 : 48, maxZoom: 13 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 19,
      locale: {
        "NavigationControl.ZoomIn": this.dataset.zoomIn,
        "NavigationControl.ZoomOut": this.dataset.zoomOut,
      },
    });
    this.map.touchZoomRotate.disableRotation();
    const rightToLeft = document.documentElement.dir === "rtl";
    this.map.addControl(new library.NavigationControl({ showCompass: false }), rightToLeft ? "top-left" : "top-right");
    this.map.addControl(new library.ScaleControl({}), rightToLeft ? "bottom-left" : "bottom-right");
    this.listen(library);
    // Not once all is loaded: a layer of somebody else may be slow, and the coasts need not wait.
    this.map.once("style.load", async () => {
      this.querySelector(":scope > svg")?.remove();
      this.coarse = await land(this.dataset.coarse);
      this.map.getSource("land")?.setData(this.coarse);
      this.refine();
      this.dataset.ready = "";
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.restyle());
  }

  /** Where the address says that the map is; undefined where it does not. */
  at() {
    const [zoom, lat, lon] = (new URLSearchParams(location.search).get("at") || this.dataset.at).split("/").map(Number);
    return Number.isFinite(lon) ? { zoom, center: [lon, lat] } : undefined;
  }

  /** Draws all again, over the layer that is chosen now. */
  async restyle() {
    this.own = await this.chosen();
    this.map.setStyle(this.look(), { diff: this.map.isStyleLoaded() });
    this.map.once("styledata", () => this.map.getSource("land")?.setData(this.best ?? this.coarse));
  }

  disconnectedCallback() {
    this.map?.remove();
  }

  /** Addresses of the places' tiles: what the page is narrowed by, but for the map's part of the world. */
  tiles() {
    const query = new URLSearchParams(location.search);
    for (const name of ["box", "after", "at", "layer", "borders", "view", "lang"]) query.delete(name);
    return [location.origin + "/tiles/places/{z}/{x}/{y}.mvt" + (query.size ? "?" + query : "")];
  }

  look() {
    [this.drawn] = this.tiles();
    const nothing = { type: "FeatureCollection", features: [] };
    return {
      version: 8,
      "font-faces": { "Noto Sans": fontFaces() },
      sources: {
        land: { type: "geojson", data: nothing, tolerance: 0.2 },
        graticule: { type: "geojson", data: graticule() },
        places: { type: "vector", tiles: this.tiles(), maxzoom: 16 },
        ...this.own.sources,
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": token("--sea") } },
        { id: "land", type: "fill", source: "land", paint: { "fill-color": token("--ground"), "fill-outline-color": token("--coast") } },
        { id: "graticule", type: "line", source: "graticule", paint: { "line-color": token("--mesh"), "line-width": 0.7 } },
        ...this.own.layers,
        {
          id: "outlines", type: "line", source: "places", "source-layer": "outlines", minzoom: 11,
          paint: { "line-color": token("--teal"), "line-width": 1.75 },
        },
        ...placeLayers(),
      ],
    };
  }

  /** The map layer of the node's own that is chosen, from the page's list of them. */
  async chosen() {
    const choice = document.querySelector("input[name=layer]:checked:not(:disabled)");
    const borders = document.querySelector("input[type=checkbox][name=borders]");
    const away = document.querySelector("[data-away]");
    const nothing = { sources: {}, layers: [] };
    if (!borders) return nothing;
    document.querySelector(".layers summary bdi").textContent = choice?.value ?? "";
    borders.parentElement.hidden = true;
    away.hidden = true;
    if (!choice?.value) return nothing;
    try {
      const { ownLayer } = await import(this.dataset.layers);
      const own = await ownLayer(choice.dataset, {
        library: this.library, archives: this.dataset.archives, borders: borders.checked,
      });
      borders.parentElement.hidden = !own.borders;
      borders.parentElement.querySelector("bdi").textContent = "(" + choice.value + ")";
      return own;
    } catch (problem) {
      // The map goes on without it, and says so.
      away.hidden = false;
      return nothing;
    }
  }

  /** From close by, the coasts of 1:10 million; many megabytes, so not before. */
  async refine() {
    if (this.best || this.fetching || this.map.getZoom() < 4) return;
    this.fetching = true;
    this.best = await land(this.dataset.fine);
    // While another style is on its way there is no such source; what waits for the style sets it then.
    this.map.getSource("land")?.setData(this.best);
  }

  listen(library) {
    const map = this.map;
    for (const layer of ["clusters", "singles", "names"]) {
      map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
      map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
    }
    map.on("click", "clusters", ({ features }) => {
      map.easeTo({ center: features[0].geometry.coordinates, zoom: Math.min(19, map.getZoom() + 2) });
    });
    map.on("click", "singles", ({ features }) => {
      const { name, path, cell } = features[0].properties;
      const link = document.createElement("a");
      link.href = path;
      link.textContent = name;
      link.dir = "auto";
      const content = document.createElement("div");
      content.append(link);
      if (cell) {
        const note = document.createElement("p");
        note.className = "note";
        note.textContent = this.dataset.cell;
        content.append(note);
      }
      new library.Popup({ maxWidth: "20rem" }).setLngLat(features[0].geometry.coordinates).setDOMContent(content).addTo(map);
    });
    map.on("moveend", (event) => {
      this.refine();
      // Where nobody moved it, the address already says where it is.
      if (event.originalEvent || this.moved) this.tell();
      this.moved = true;
    });
    for (const choice of document.querySelectorAll(".layers input")) {
      choice.addEventListener("change", () => {
        const layer = document.querySelector("input[name=layer]:checked").value;
        const borders = layer && document.querySelector("input[type=checkbox][name=borders]").checked ? "1" : null;
        this.say({ layer, borders }, "each");
        this.restyle();
      });
    }
    document.addEventListener("cairn:narrowed", () => this.narrow());
    document.addEventListener("cairn:restore", () => this.restore());
  }

  /** The same places are drawn as are listed. */
  narrow() {
    const tiles = this.tiles();
    if (tiles[0] === this.drawn) return;
    const places = this.map.getSource("places");
    if (places) {
      this.drawn = tiles[0];
      places.setTiles(tiles);
    } else {
      this.map.once("style.load", () => this.narrow());
    }
  }

  /** As the address says it, after going back. */
  restore() {
    const now = new URLSearchParams(location.search);
    let other = false;
    for (const choice of document.querySelectorAll(".layers input")) {
      const checked = choice.type === "checkbox" ? now.has("borders") : choice.value === (now.get("layer") ?? "");
      other ||= checked !== choice.checked;
      choice.checked = checked;
    }
    const at = this.at();
    if (at) this.map.jumpTo(at);
    this.narrow();
    if (other) this.restyle();
  }

  /** Puts members into the page's address. */
  say(set, push) {
    document.dispatchEvent(new CustomEvent("cairn:state", { detail: { set, push } }));
  }

  /** Puts the map's part of the world into the address, for the list of it too. */
  tell() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      const bounds = this.map.getBounds();
      const wide = bounds.getEast() - bounds.getWest() >= 360;
      const turn = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
      const box = [
        wide ? -180 : turn(bounds.getWest()),
        Math.max(-90, bounds.getSouth()),
        wide ? 180 : turn(bounds.getEast()),
        Math.min(90, bounds.getNorth()),
      ].map((each) => each.toFixed(5)).join(",");
      const { lng, lat } = this.map.getCenter().wrap();
      this.say({ box, at: [this.map.getZoom().toFixed(2), lat.toFixed(5), lng.toFixed(5)].join("/") });
    }, 250);
  }
}

customElements.define("cairn-map", CairnMap);
