"""Reads the windows listed in a file through rasterio, as its users do: one read per window.

Arguments: GeoTIFF, list of windows (text: col row cols rows), GDAL cache in MiB,
how many of the windows.
Prints wall seconds, processor seconds and the sum of all values; importing and opening are not counted.
"""

import os
import sys
import time

import rasterio
from rasterio.windows import Window

path, listed, cache, count = sys.argv[1:]
with open(listed, encoding="ascii") as lines:
    windows = [Window(*map(int, line.split())) for line in lines][:int(count)]
# Out of the system's page cache, as for the other side.
handle = os.open(path, os.O_RDONLY)
os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
os.close(handle)
total = 0
# rasterio hands a number on as bytes.
with rasterio.Env(GDAL_CACHEMAX=int(cache) << 20, GDAL_NUM_THREADS="1"):
    with rasterio.open(path) as image:
        wall = time.perf_counter()
        cpu = time.process_time()
        for window in windows:
            pixels = image.read(1, window=window)
            total += int(pixels[0, 0])
        print(time.perf_counter() - wall, time.process_time() - cpu, total, rasterio.__version__,
              rasterio.__gdal_version__)
