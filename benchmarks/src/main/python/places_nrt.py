"""Watches places over a catalogue with rasterio and nrt, as a user of both would write it.

Arguments: checkout of nrt, items.json, places.geojson, first monitored day, "windows" or "once".
windows: for each place and date, each file is opened and a window read.
once:    each file is read once and whole, places are cut out of it.
Each place has a monitor of its own (EWMA with its usual settings); it alarms when four of its pixels are flagged.
Prints wall seconds, processor seconds, peak memory in MiB, places alarmed, windows read; importing is not counted.
"""

import datetime as dt
import json
import os
import resource
import sys
import time
import warnings

import numpy as np
import rasterio
import rasterio.warp
import rasterio.windows
import xarray as xr

nrt_folder, items_file, places_file, first_day, mode = sys.argv[1:]
sys.path.insert(0, nrt_folder)
from nrt.monitor.ewma import EWMA  # noqa: E402

warnings.filterwarnings("ignore")
CLEAR = (4, 5, 6, 7)
FLAGGED_PIXELS = 4
first = np.datetime64(first_day)
folder = os.path.dirname(os.path.abspath(items_file))
with open(items_file, encoding="utf-8") as file:
    items = sorted(json.load(file)["features"], key=lambda item: item["properties"]["datetime"])
with open(places_file, encoding="utf-8") as file:
    places = json.load(file)["features"]


def bounds(place, crs):
    ring = np.array(place["geometry"]["coordinates"][0])
    return rasterio.warp.transform_bounds("EPSG:4326", crs, *ring.min(0), *ring.max(0))


def path(item, key):
    return os.path.join(folder, item["assets"][key]["href"])


def offset(item, key):
    if item["properties"].get("earthsearch:boa_offset_applied"):
        return 0
    return item["assets"][key]["raster:bands"][0].get("offset", 0)


def ndvi(item, red, nir, scl):
    r, n = red * 1e-4 + offset(item, "red"), nir * 1e-4 + offset(item, "nir")
    scl = np.kron(scl, np.ones((2, 2), scl.dtype))[: r.shape[0], : r.shape[1]]
    with np.errstate(all="ignore"):
        return np.where(np.isin(scl, CLEAR) & (red > 0), (n - r) / (n + r), np.nan)


def window(file, box, shape=None):
    exact = rasterio.windows.from_bounds(*box, transform=file.transform)
    row, col = int(round(exact.row_off)), int(round(exact.col_off))
    rows, cols = shape or (int(round(exact.height)), int(round(exact.width)))
    return rasterio.windows.Window(col, row, cols, rows)


def read_window(item, box):
    with rasterio.open(path(item, "red")) as file:
        even = window(file, box)
        even = rasterio.windows.Window(even.col_off // 2 * 2, even.row_off // 2 * 2, even.width, even.height)
        red = file.read(1, window=even)
    with rasterio.open(path(item, "nir")) as file:
        nir = file.read(1, window=even)
    with rasterio.open(path(item, "scl")) as file:
        half = rasterio.windows.Window(even.col_off // 2, even.row_off // 2, (even.width + 1) // 2, (even.height + 1) // 2)
        scl = file.read(1, window=half)
    return ndvi(item, red, nir, scl)


def by_windows():
    for place in places:
        with rasterio.open(path(items[0], "red")) as file:
            box = bounds(place, file.crs)
        yield np.stack([read_window(item, box) for item in items])


def by_files():
    cubes = [[] for _ in places]
    with rasterio.open(path(items[0], "red")) as file:
        boxes = [window(file, bounds(place, file.crs)) for place in places]
    for item in items:
        layers = []
        for key in ("red", "nir", "scl"):
            with rasterio.open(path(item, key)) as file:
                layers.append(file.read(1))
        image = ndvi(item, *layers)
        for cube, box in zip(cubes, boxes):
            row, col = box.row_off // 2 * 2, box.col_off // 2 * 2
            cube.append(image[row : row + box.height, col : col + box.width].copy())
    for cube in cubes:
        yield np.stack(cube)


def alarms(cube, dates):
    history = dates < first
    stack = xr.DataArray(
        cube[history],
        dims=("time", "y", "x"),
        coords={
            "time": dates[history].astype("datetime64[ns]"),
            "y": -np.arange(cube.shape[1]) * 10.0,
            "x": np.arange(cube.shape[2]) * 10.0,
        },
    )
    monitor = EWMA(trend=False, harmonic_order=1, sensitivity=2)
    monitor.fit(stack)
    for index in np.nonzero(~history)[0]:
        day = dt.datetime.combine(dates[index].astype(object), dt.time())
        monitor.monitor(cube[index], day)
        if (monitor.mask == 3).sum() >= FLAGGED_PIXELS:
            return True
    return False


dates = np.array([item["properties"]["datetime"][:10] for item in items], "datetime64[D]")
wall, cpu = time.perf_counter(), time.process_time()
found = sum(alarms(cube, dates) for cube in (by_windows() if mode == "windows" else by_files()))
print(
    time.perf_counter() - wall,
    time.process_time() - cpu,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    found,
    len(places) * len(items),
)
