// <cairn-area>: an area drawn on a map, by clicks and taps or by keys, and in step with a field that
// holds the same as text. The field is what is sent; without scripts it is all there is. The code of
// the map comes once somebody opens it.

const MOST_CORNERS = 500; // More than that was drawn elsewhere, and is shown only.
const DECIMALS = 5; // Of degrees: about a metre.
const NEAR = 14; // Pixels, around the first corner.
const STEP = 10; // Pixels, by one key.
const NOTHING = { type: "FeatureCollection", features: [] };
const feature = (type, coordinates) => ({ type: "Feature", properties: {}, geometry: { type, coordinates } });
/** A longitude by whole turns as near to another as can be. */
const beside = (lon, other) => lon + 360 * Math.round((other - lon) / 360);

/** Polygons of GeoJSON, as lists of rings. */
function ofGeoJson({ type, geometry, features, geometries, coordinates }) {
  if (type === "Polygon") return [coordinates];
  if (type === "MultiPolygon") return coordinates;
  if (type === "Feature") return ofGeoJson(geometry);
  return (features ?? geometries ?? []).flatMap(ofGeoJson);
}

/** Polygons of well-known text. */
function ofWords(text) {
  const shape = /^(MULTI)?POLYGON\s*(\(.*\))$/is.exec(text);
  if (!shape) return [];
  const lists = shape[2]
    .replace(/[^(),]+/g, (pair) => (pair.trim() ? `[${pair.trim().split(/\s+/).map(Number)}]` : ""))
    .replaceAll("(", "[")
    .replaceAll(")", "]");
  return shape[1] ? JSON.parse(lists) : [JSON.parse(lists)];
}

/** What of a text can be shown; nothing where it is half typed: sending it says what is wrong. */
function polygonsOf(text) {
  try {
    const polygons = text.startsWith("{") ? ofGeoJson(JSON.parse(text)) : ofWords(text);
    const isPoint = (point) => point.length > 1 && point.every(Number.isFinite) && Math.abs(point[1]) <= 90;
    return polygons.every((rings) => rings.every((ring) => ring.length > 2 && ring.every(isPoint))) ? polygons : [];
  } catch {
    return [];
  }
}

class CairnArea extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field);
    this.corners = [];
    this.closed = false;
    this.others = []; // Polygons of the field that are not drawn here, but shown.
    this.still = false; // Whether the cross is where something was done last.
    const details = this.querySelector("details");
    details.addEventListener("toggle", () => {
      if (details.open && !this.loading) this.loading = this.open();
    });
    for (const button of this.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => this[button.dataset.do]());
    }
    this.hidden = false;
  }

  disconnectedCallback() {
    this.map?.remove();
  }

  async open() {
    if (!document.createElement("canvas").getContext("webgl2")) {
      this.say(this.dataset.failed);
      return;
    }
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = this.dataset.sheet;
    const dressed = new Promise((done, failed) => {
      sheet.addEventListener("load", done);
      sheet.addEventListener("error", failed);
    });
    document.head.append(sheet);
    try {
      [this.parts, this.library] = await Promise.all([import(this.dataset.map), import(this.dataset.script), dressed]);
    } catch (problem) {
      this.say(this.dataset.failed);
      throw problem;
    }
    this.library.setWorkerUrl(new URL(this.dataset.worker, location.href).href);
    this.begin();
  }

  begin() {
    const { NavigationControl, Map } = this.library;
    this.polygons = polygonsOf(this.field.value.trim());
    this.map = new Map({
      container: this.querySelector(".canvas"),
      style: this.look(),
      bounds: this.bounds(),
      fitBoundsOptions: { padding: 48, maxZoom: this.polygons.length ? 13 : 9 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      doubleClickZoom: false,
      boxZoom: false,
      keyboard: false, // The keys are for drawing.
      maxZoom: 19,
      locale: {
        "Map.Title": this.dataset.label,
        "NavigationControl.ZoomIn": this.dataset.zoomIn,
        "NavigationControl.ZoomOut": this.dataset.zoomOut,
      },
    });
    this.map.touchZoomRotate.disableRotation();
    const rightToLeft = document.documentElement.dir === "rtl";
    this.map.addControl(new NavigationControl({ showCompass: false }), rightToLeft ? "top-left" : "top-right");
    const canvas = this.map.getCanvas();
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-describedby", this.querySelector("[data-keys]").id);
    canvas.addEventListener("keydown", (event) => this.key(event));
    this.map.on("click", (event) => this.point(event));
    this.map.on("movestart", (event) => {
      if (event.originalEvent) this.still = false;
    });
    this.map.on("moveend", () => this.refine());
    this.map.once("style.load", async () => {
      this.read();
      this.field.addEventListener("input", () => this.read());
      this.querySelector(".tools-row").hidden = false;
      this.querySelector("[data-keys]").hidden = false;
      await this.lay(this.dataset.coarse);
      this.refine();
      this.dataset.ready = "";
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.map.setStyle(this.look(), { diff: false });
      this.map.once("style.load", () => {
        this.map.getSource("land").setData(this.land ?? NOTHING);
        this.show();
      });
    });
  }

  look() {
    const { graticule, fontFaces, placeLayers, token } = this.parts;
    const places = this.dataset.tiles;
    return {
      version: 8,
      "font-faces": { "Noto Sans": fontFaces() },
      sources: {
        land: { type: "geojson", data: NOTHING, tolerance: 0.2 },
        graticule: { type: "geojson", data: graticule() },
        ...(places && { places: { type: "vector", tiles: [location.origin + places], maxzoom: 16 } }),
        drawn: { type: "geojson", data: NOTHING },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": token("--sea") } },
        { id: "land", type: "fill", source: "land", paint: { "fill-color": token("--ground"), "fill-outline-color": token("--coast") } },
        { id: "graticule", type: "line", source: "graticule", paint: { "line-color": token("--mesh"), "line-width": 0.7 } },
        ...(places ? placeLayers() : []),
        {
          id: "area", type: "fill", source: "drawn", filter: ["==", ["geometry-type"], "Polygon"],
          paint: { "fill-color": token("--teal"), "fill-opacity": 0.18 },
        },
        {
          id: "halo", type: "line", source: "drawn", layout: { "line-join": "round" },
          paint: { "line-color": token("--card"), "line-width": 6 },
        },
        {
          id: "line", type: "line", source: "drawn", layout: { "line-join": "round" },
          paint: { "line-color": token("--ink"), "line-width": 2.25 },
        },
        {
          id: "corners", type: "circle", source: "drawn", filter: ["==", ["geometry-type"], "Point"],
          paint: {
            "circle-color": ["case", ["has", "first"], token("--teal"), token("--card")],
            "circle-radius": ["case", ["has", "first"], 8, 5],
            "circle-stroke-color": token("--ink"), "circle-stroke-width": 2,
          },
        },
      ],
    };
  }

  /** Where the map begins: at what the field says, else at the places. */
  bounds() {
    const points = this.polygons.flat(2);
    let [west, south, east, north] = (this.dataset.bounds || "-170,-60,170,75").split(",").map(Number);
    if (points.length) {
      const [lons, lats] = [0, 1].map((axis) => points.map((point) => point[axis]));
      // One that is cut at the antimeridian is seen whole.
      const least = (all) => all.reduce((one, other) => Math.min(one, other));
      const turned = lons.map((lon) => (lon < 0 ? lon + 360 : lon));
      const width = (all) => -least(all.map((lon) => -lon)) - least(all);
      const shorter = width(turned) < width(lons) ? turned : lons;
      [west, east] = [least(shorter), least(shorter) + width(shorter)];
      [south, north] = [least(lats), least(lats) + width(lats)];
    }
    if (west > east) east += 360;
    return [[west, Math.max(south, -85)], [east, Math.min(north, 85)]];
  }

  /** From close by, the coasts of 1:10 million; many megabytes, so not before. */
  async refine() {
    if (this.fine || !this.land || this.map.getZoom() < 4) return;
    this.fine = true;
    await this.lay(this.dataset.fine);
  }

  async lay(address) {
    this.land = await this.parts.land(address);
    this.map.getSource("land")?.setData(this.land);
  }

  point({ lngLat, point }) {
    this.map.getCanvas().focus({ preventScroll: true });
    if (this.isFirst(lngLat.lng, point)) this.close();
    else this.set([lngLat.lng, lngLat.lat]);
  }

  /** Whether a point of the map is at the corner that the outline began with. */
  isFirst(lon, { x, y }) {
    if (this.closed || this.corners.length < 3) return false;
    const [first, lat] = this.corners[0];
    const at = this.map.project([beside(first, lon), lat]);
    return Math.hypot(at.x - x, at.y - y) < NEAR;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 10 * STEP : STEP;
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (move) {
      this.map.panBy(move, { animate: false });
      this.still = false;
      const { lng, lat } = this.map.getCenter().wrap();
      this.say(this.dataset.at.replace("{0}", this.degrees(lat)).replace("{1}", this.degrees(lng)));
    } else if (event.key === "Enter" || event.key === " ") this.enter();
    else if (event.key === "Backspace") this.undo();
    else if (event.key === "Escape") this.clear();
    else if (event.key.toLowerCase() === "c") this.close();
    else if (event.key === "+" || event.key === "=") this.map.zoomIn({ animate: false });
    else if (event.key === "-") this.map.zoomOut({ animate: false });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** So many decimals as the map is close; isolated from the words around. */
  degrees(degrees) {
    const decimals = Math.min(5, Math.max(0, Math.round(this.map.getZoom() / 3)));
    return `\u2066${degrees.toFixed(decimals)}°\u2069`;
  }

  enter() {
    if (this.still) this.close();
    else this.cross();
  }

  /** A corner where the cross is. */
  cross() {
    const centre = this.map.getCenter();
    if (this.isFirst(centre.lng, this.map.project(centre))) this.close();
    else this.set(centre.toArray());
  }

  set([lon, lat]) {
    if (this.closed) this.corners = [];
    this.closed = false;
    this.others = [];
    // Over the antimeridian it goes on beyond 180°.
    const before = this.corners.at(-1);
    const corner = [before ? beside(lon, before[0]) : lon, lat].map((degrees) => Number(degrees.toFixed(DECIMALS)));
    if (String(corner) !== String(before)) this.corners.push(corner);
    this.still = true;
    this.changed();
  }

  undo() {
    if (!this.corners.length) return;
    if (this.closed) this.closed = false;
    else this.corners.pop();
    this.still = false;
    this.changed();
  }

  clear() {
    this.corners = [];
    this.others = [];
    this.closed = false;
    this.still = false;
    this.changed();
  }

  close() {
    if (this.corners.length > 2) {
      this.closed = true;
      this.still = true;
      this.changed();
    } else if (this.corners.length) this.say(this.dataset.few);
  }

  changed() {
    this.show();
    this.write();
    this.tell();
  }

  tell() {
    const { some, closed, none, others, unread } = this.dataset;
    if (this.others.length) this.say(others);
    else if (this.closed) this.say(closed);
    else if (this.corners.length) this.say(some.replace("{0}", this.corners.length));
    else this.say(this.field.value.trim() ? unread : none);
  }

  say(words) {
    this.querySelector("[role=status]").textContent = words;
  }

  /** What is drawn, as text, beginning within 180°; an outline that is not closed yet is closed in it. */
  write() {
    const west = Math.min(...this.corners.map(([lon]) => lon));
    const turn = -360 * Math.floor((west + 180) / 360);
    const ring = this.corners.length ? [...this.corners, this.corners[0]] : [];
    const points = ring.map(([lon, lat]) => `${(lon + turn).toFixed(DECIMALS)} ${lat.toFixed(DECIMALS)}`);
    this.field.value = points.length ? `POLYGON ((${points.join(", ")}))` : "";
    // Drawing says that this is the area: neither another one of the choices nor a file.
    if (points.length) {
      document.getElementById(this.dataset.choice).checked = true;
      document.getElementById(this.dataset.file).value = "";
    }
    this.writing = true;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.writing = false;
  }

  read() {
    if (this.writing) return;
    this.polygons = polygonsOf(this.field.value.trim());
    const [ring = []] = this.polygons.length === 1 && this.polygons[0].length === 1 ? this.polygons[0] : [];
    const points = ring.map(([lon, lat]) => [lon, lat]);
    if (points.length && String(points[0]) === String(points.at(-1))) points.pop();
    const own = points.length > 2 && points.length <= MOST_CORNERS;
    this.corners = own ? points : [];
    this.closed = own;
    this.others = own ? [] : this.polygons;
    this.still = false;
    this.show();
    this.tell();
  }

  show() {
    const features = [];
    if (this.others.length) features.push(feature("MultiPolygon", this.others));
    if (this.closed) features.push(feature("Polygon", [[...this.corners, this.corners[0]]]));
    else if (this.corners.length > 1) features.push(feature("LineString", this.corners));
    this.corners.forEach((corner, at) => {
      const dot = feature("Point", corner);
      if (at === 0 && !this.closed) dot.properties.first = true;
      features.push(dot);
    });
    // While a style is on its way there are no sources; what waits for it shows all then.
    this.map.getSource("drawn")?.setData({ type: "FeatureCollection", features });
  }
}

customElements.define("cairn-area", CairnArea);
