// What a map layer of the node's own looks like: pictures as they are, outlines in a plain style of
// land, water and roads. Loaded where such a layer is chosen; the reader of archives only for those.

/** Names of the layers in common archives of outlines; what is none of these is drawn as it is. */
const KINDS = [
  ["skip", /^(places?|pois?|housenumbers?|addresses?)$|(name|label)s?$/i],
  ["borders", /bound|border|admin|dispute/i],
  ["ground", /^(earth|land|landmass)$/i],
  ["streams", /waterway|river|stream|canal/i],
  ["water", /water|ocean|lake/i],
  ["roads", /road|street|highway|transport|transit|rail/i],
  ["buildings", /building/i],
  ["cover", /landuse|landcover|land_use|land_cover|natural|park/i],
];
const ORDER = ["ground", "cover", "water", "streams", "buildings", "roads", "other", "borders"];

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const shapes = (kind) => ["==", ["geometry-type"], kind];

/** @param {string} id of a layer of the archive */
export function kindOf(id) {
  return KINDS.find(([, pattern]) => pattern.test(id))?.[0] ?? "other";
}

function looks(id, kind) {
  const base = { source: "own", "source-layer": id };
  const fill = (color, opacity = 1) => ({
    ...base, id: "own-fill-" + id, type: "fill", filter: shapes("Polygon"), paint: { "fill-color": color, "fill-opacity": opacity },
  });
  const line = (color, width, more = {}) => ({
    ...base, id: "own-line-" + id, type: "line", paint: { "line-color": color, "line-width": width, ...more },
  });
  const growing = (least, most) => ["interpolate", ["exponential", 1.6], ["zoom"], 6, least, 18, most];
  switch (kind) {
    case "ground": return [fill(token("--ground"))];
    case "cover": return [fill(token("--mesh"), 0.35)];
    case "water": return [fill(token("--sea")), line(token("--coast"), 0.7)];
    case "streams": return [line(token("--coast"), growing(0.5, 4))];
    case "buildings": return [fill(token("--line")), line(token("--edge"), 0.4)];
    case "roads": return [line(token("--edge"), growing(0.3, 5), { "line-opacity": 0.65 })];
    case "borders": return [line(token("--soft"), 1, { "line-dasharray": [4, 2] })];
    default:
      return [
        line(token("--edge"), 1),
        { ...base, id: "own-point-" + id, type: "circle", filter: shapes("Point"), paint: { "circle-color": token("--edge"), "circle-radius": 2.5 } },
      ];
  }
}

let reader;

/** The reader of archives; it is no module, so it comes as a script of the page. */
function archives(library, address) {
  reader ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("error", () => failed(new Error("The reader of map archives could not be loaded")));
    script.addEventListener("load", () => {
      const { Protocol, PMTiles } = globalThis.pmtiles;
      const protocol = new Protocol();
      library.addProtocol("pmtiles", protocol.tile);
      done((url) => {
        const known = protocol.get(url) ?? new PMTiles(url);
        protocol.add(known);
        return known;
      });
    });
    document.head.append(script);
  });
  return reader;
}

/**
 * @param {DOMStringMap} chosen what the page says of a layer
 * @param {{library: any, archives: string, borders: boolean}} options
 * @returns its sources and layers for the map's style, and whether it has borders to choose
 */
export async function ownLayer(chosen, options) {
  if (!chosen.archive) {
    const source = {
      type: "raster", tiles: [location.origin + chosen.tiles], tileSize: Number(chosen.size),
      minzoom: Number(chosen.least), maxzoom: Number(chosen.most),
    };
    return { sources: { own: source }, layers: [{ id: "own", type: "raster", source: "own" }], borders: false };
  }
  const url = location.origin + chosen.archive;
  const archive = (await archives(options.library, options.archives))(url);
  const { tileType, minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = await archive.getHeader();
  const source = { tiles: ["pmtiles://" + url + "/{z}/{x}/{y}"], minzoom: minZoom, maxzoom: maxZoom };
  if (minLon < maxLon && minLat < maxLat) source.bounds = [minLon, minLat, maxLon, maxLat];
  if (tileType !== 1) {
    const own = { ...source, type: "raster", tileSize: 256 };
    return { sources: { own }, layers: [{ id: "own", type: "raster", source: "own" }], borders: false };
  }
  const { vector_layers: described = [] } = (await archive.getMetadata()) ?? {};
  const kinds = described.map(({ id }) => [id, kindOf(id)]);
  const layers = ORDER.filter((kind) => kind !== "borders" || options.borders)
    .flatMap((kind) => kinds.filter(([, each]) => each === kind).flatMap(([id]) => looks(id, kind)));
  return { sources: { own: { ...source, type: "vector" } }, layers, borders: kinds.some(([, kind]) => kind === "borders") };
}
