"""What GDAL reads, for comparison: makes TIFFs of every layout and dumps their pixels.

Usage: gdal_reads.py OUT [FILE...]
Makes files in OUT unless some are given, then writes OUT/values.raw (float64, native order, NaN where GDAL's nodata,
mask or alpha hide a pixel) and OUT/manifest.txt with one line per band of each level of each
of them: path, level, band, columns, rows, position in values.raw in samples, and the place: EPSG code,
origin and step in x and y; 0 where the image has no north-up place with a code.
"""

import os
import sys

import numpy as np
import rasterio
import rasterio.shutil
import rasterio.windows
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.transform import from_origin

COLS, ROWS = 131, 97


def texture(dtype, bands, cols=COLS, rows=ROWS):
    """Smooth enough to compress, with every sign and magnitude of the type."""
    y, x = np.mgrid[0:rows, 0:cols].astype("float64")
    noise = np.random.default_rng(7).normal(0, 1, (bands, rows, cols))
    field = np.sin(x / 9) + np.cos(y / 7) + 0.1 * noise + np.arange(bands)[:, None, None]
    field = (field - field.min()) / (field.max() - field.min())
    if np.dtype(dtype).kind == "f":
        return ((field - 0.5) * 1e5).astype(dtype)
    info = np.iinfo(dtype)
    return (info.min + field * (float(info.max) - info.min)).astype(dtype)


def make(path, data, **options):
    profile = dict(
        driver="GTiff",
        count=data.shape[0],
        height=data.shape[1],
        width=data.shape[2],
        dtype=data.dtype.name,
        crs="EPSG:32633",
        transform=from_origin(500000, 4600000, 10, 10),
    )
    profile.update(options)
    with rasterio.open(path, "w", **profile) as out:
        out.write(data)
    return path


def matrix(folder):
    made = []
    turn = 0
    for dtype in ["uint8", "uint16", "int16", "uint32", "int32", "float32", "float64"]:
        data = texture(dtype, 3)
        kinds = [("NONE", 1), ("PACKBITS", 1)]
        predictors = [1, 2, 3] if dtype.startswith("float") else [1, 2]
        kinds += [(c, p) for c in ["LZW", "DEFLATE", "ZSTD"] for p in predictors]
        for compress, predictor in kinds:
            for interleave in ["pixel", "band"]:
                for tiled in [True, False]:
                    options = dict(interleave=interleave, compress=compress)
                    if predictor > 1:
                        options["predictor"] = predictor
                    if tiled:
                        options.update(tiled=True, blockxsize=48, blockysize=32)
                    else:
                        options.update(blockysize=[7, ROWS, 40][turn % 3])
                    options["BIGTIFF"] = ["NO", "YES"][turn % 2]
                    options["ENDIANNESS"] = ["LITTLE", "BIG"][turn // 2 % 2]
                    turn += 1
                    name = f"{dtype}-{compress}-{predictor}-{interleave}-{tiled}-{turn}.tif"
                    made.append(make(os.path.join(folder, name), data, **options))
    return made


def specials(folder):
    def at(name):
        return os.path.join(folder, name)

    made = []
    small = texture("uint8", 1)
    for bits in [1, 2, 4, 5]:
        for options in [dict(), dict(tiled=True, blockxsize=32, blockysize=32, compress="LZW")]:
            name = f"nbits-{bits}-{len(options)}.tif"
            made.append(make(at(name), small >> (8 - bits), NBITS=bits, **options))
    made.append(make(at("nbits-12.tif"), texture("uint16", 3) >> 4, NBITS=12, compress="DEFLATE"))
    made.append(make(at("float16.tif"), texture("float32", 2) / 1000, NBITS=16, compress="ZSTD"))
    rgb = texture("uint8", 3, 200, 150)
    for photometric in ["RGB", "YCBCR"]:
        for tiled in [True, False]:
            options = dict(compress="JPEG", photometric=photometric, JPEG_QUALITY=80)
            options.update(dict(tiled=True, blockxsize=64, blockysize=64) if tiled else {})
            name = f"jpeg-{photometric}-{tiled}.tif"
            made.append(make(at(name), rgb, interleave="pixel", **options))
    made.append(make(at("jpeg-gray.tif"), rgb[:1], compress="JPEG", tiled=True, blockxsize=64,
                     blockysize=64))
    made.append(make(at("jpeg-planar.tif"), rgb, compress="JPEG", interleave="band", tiled=True,
                     blockxsize=64, blockysize=64))

    holes = texture("int16", 2)
    holes[:, 20:40, 30:70] = -9999
    made.append(make(at("nodata.tif"), holes, nodata=-9999, compress="LZW"))
    floats = texture("float32", 2)
    floats[:, 10:20, :50] = np.nan
    made.append(make(at("nodata-nan.tif"), floats, nodata=np.nan, compress="DEFLATE", predictor=3))
    floats[:, 10:20, :50] = np.float32(-3.4028234663852886e38)
    made.append(make(at("nodata-least-float.tif"), floats, nodata=-3.4028234663852886e38))

    masked = at("mask.tif")
    data = texture("uint16", 3, 300, 260)
    mask = np.full((260, 300), 255, "uint8")
    mask[50:200, 100:210] = 0
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
        make(masked, data, tiled=True, blockxsize=64, blockysize=64, compress="DEFLATE",
             interleave="pixel")
        with rasterio.open(masked, "r+") as out:
            out.write_mask(mask)
            out.build_overviews([2, 4], Resampling.nearest)
    made.append(masked)
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
        alpha = np.concatenate([rgb, np.full((1, 150, 200), 255, "uint8")])
        alpha[3, 30:60, 50:90] = 0
        alpha[3, 60:70, 50:90] = 128
        for interleave in ["pixel", "band"]:
            path = at(f"alpha-{interleave}.tif")
            make(path, alpha, photometric="RGB", alpha="YES", interleave=interleave, tiled=True,
                 blockxsize=64, blockysize=64, compress="DEFLATE")
            with rasterio.open(path, "r+") as out:
                out.build_overviews([2], Resampling.nearest)
            made.append(path)
    for nodata in [None, 7]:
        sparse = at(f"sparse-{nodata}.tif")
        with rasterio.open(sparse, "w", driver="GTiff", count=2, height=200, width=300,
                           dtype="uint16", tiled=True, blockxsize=64, blockysize=64,
                           SPARSE_OK=True, nodata=nodata, compress="DEFLATE") as out:
            window = rasterio.windows.Window(64, 64, 128, 64)
            out.write(texture("uint16", 2, 128, 64), window=window)
        made.append(sparse)
    cog = at("cog-driver.tif")
    make(at("plain.tif"), texture("uint16", 3, 1100, 700))
    made.append(at("plain.tif"))
    rasterio.shutil.copy(at("plain.tif"), cog, driver="COG", blocksize=128, compress="DEFLATE",
                         predictor="YES")
    made.append(cog)
    rasterio.shutil.copy(masked, at("cog-mask.tif"), driver="COG", blocksize=128, compress="LZW")
    made.append(at("cog-mask.tif"))
    return made


def hidden(src, band, values):
    """Pixels that nodata, the file's own mask or its alpha band hide, together."""
    if ColorInterp.alpha == src.colorinterp[band - 1]:
        return np.zeros(values.shape, bool)
    out = np.zeros(values.shape, bool)
    nodata = src.nodatavals[band - 1]
    if nodata is not None:
        if np.isnan(nodata):
            out |= np.isnan(values)
        elif values.dtype.kind == "f":
            out |= values == values.dtype.type(nodata)
        elif np.iinfo(values.dtype).min <= nodata <= np.iinfo(values.dtype).max:
            out |= values == int(nodata)
    flags = src.mask_flag_enums[band - 1]
    if MaskFlags.per_dataset in flags and MaskFlags.alpha not in flags:
        out |= src.read_masks(band) == 0
    if ColorInterp.alpha in src.colorinterp:
        out |= src.read(src.colorinterp.index(ColorInterp.alpha) + 1) == 0
    return out


def place(src):
    t = src.transform
    epsg = src.crs.to_epsg() if src.crs else None
    if not epsg or src.gcps[0] or t.is_identity or t.b or t.d:
        return [0, 0, 0, 0, 0]
    return [epsg, t.c, t.f, t.a, t.e]


def dump(paths, folder):
    position = 0
    with open(os.path.join(folder, "values.raw"), "wb") as raw, open(
        os.path.join(folder, "manifest.txt"), "w", encoding="utf-8"
    ) as manifest:
        for path in paths:
            with rasterio.open(path) as src:
                overviews = len(src.overviews(1))
            for level in range(overviews + 1):
                options = {} if level == 0 else {"OVERVIEW_LEVEL": level - 1}
                with rasterio.open(path, **options) as src:
                    for band in range(1, src.count + 1):
                        values = src.read(band)
                        expected = values.astype("float64")
                        expected[hidden(src, band, values)] = np.nan
                        expected.tofile(raw)
                        line = [path, level, band - 1, src.width, src.height, position]
                        line += place(src)
                        manifest.write("\t".join(map(str, line)) + "\n")
                        position += expected.size


def main():
    folder = sys.argv[1]
    dump(sys.argv[2:] or matrix(folder) + specials(folder), folder)


if __name__ == "__main__":
    main()
