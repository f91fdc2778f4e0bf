"""Reads windows with GDAL and prints how long that took; the other half of WindowReading.java.

Usage: window_reading.py rasterio|gdal FILE WINDOWS
WINDOWS holds a line "column row width height" per window. Prints the seconds from before the file
is opened to after the last window, the sum of all samples, and the library's version. Imports, and
reading the list, are not timed. One thread; GDAL's cache as it comes (5 % of the memory).
"""

import sys
import time

import numpy as np


def by_rasterio(path, windows):
    import rasterio
    from rasterio.windows import Window

    start = time.perf_counter()
    total = 0
    with rasterio.open(path) as source:
        for col, row, cols, rows in windows:
            values = source.read(1, window=Window(col, row, cols, rows))
            total += int(values[0, 0]) + int(values[-1, -1])
    return time.perf_counter() - start, total, "rasterio " + rasterio.__version__


def by_gdal(path, windows):
    from osgeo import gdal

    gdal.UseExceptions()
    start = time.perf_counter()
    total = 0
    source = gdal.Open(path)
    band = source.GetRasterBand(1)
    for col, row, cols, rows in windows:
        values = np.frombuffer(band.ReadRaster(col, row, cols, rows), "uint16")
        total += int(values[0]) + int(values[-1])
    return time.perf_counter() - start, total, "libgdal " + gdal.VersionInfo("RELEASE_NAME")


def main():
    how, path, windows = sys.argv[1:]
    with open(windows, encoding="utf-8") as lines:
        wanted = [tuple(map(int, line.split())) for line in lines]
    seconds, total, version = {"rasterio": by_rasterio, "gdal": by_gdal}[how](path, wanted)
    print(seconds, total, version, sep="\t")


if __name__ == "__main__":
    main()
