#!/usr/bin/env python3
"""Arrays of the prototype detector, as raw little-endian files that the tests read.

prototype_arrays.py --bench DIR --stack DIR --out DIR [--exact] [--layers-only] [--history-end D] [--window N]

Writes into --out: shape.txt (rows cols dates history-dates, then one line with the days since 1970), layers.f32
[dates][rows][cols], and unless --layers-only: residuals.f64 [dates][rows][cols], dates.i32 (monitored usable dates),
windows.i32 (row, col per window), scores.f64 [monitored dates][windows]. --exact takes two accidents out of the prototype: what it
computes in single precision is computed in double, so that near ties among neighbours fall alike, and boxes in which
nothing was clear stay out of sigma.
"""
import argparse, importlib.util, os, sys
import numpy as np

ap = argparse.ArgumentParser()
ap.add_argument("--bench", required=True)
ap.add_argument("--stack", required=True)
ap.add_argument("--out", required=True)
ap.add_argument("--exact", action="store_true")
ap.add_argument("--layers-only", action="store_true")
ap.add_argument("--history-end", default="2016-12-31")
ap.add_argument("--window", type=int, default=10)
a = ap.parse_args()

sys.path.insert(0, a.bench)
from stackio import load, windows

T, Y, _ = load(a.stack)
hist = T <= np.datetime64(a.history_end)
os.makedirs(a.out, exist_ok=True)
with open(os.path.join(a.out, "shape.txt"), "w") as f:
    f.write(f"{Y.shape[1]} {Y.shape[2]} {Y.shape[0]} {int(hist.sum())}\n")
    f.write(" ".join(str(d) for d in T.astype(int)) + "\n")
Y.astype("<f4").tofile(os.path.join(a.out, "layers.f32"))
if not a.layers_only:
    source = open(os.path.join(a.bench, "proto_detector.py")).read()
    if a.exact:
        # neighbours in double; and boxes in which nothing was clear do not count for sigma (their sums are rounding
        # left over from cumulative sums, about 1e-15 and not always 0 as the prototype's test for 0 assumes)
        for old, new in (('.astype("float32")', '.astype("float64")'),
                         ("np.where(z == 0, np.nan, z)", "np.where(boxsum(ok.astype(float), b)[hm] < .5, np.nan, z)")):
            assert old in source, old
            source = source.replace(old, new)
        Y = Y.astype("float64")
    spec = importlib.util.spec_from_loader("prototype", loader=None)
    proto = importlib.util.module_from_spec(spec)
    exec(compile(source, "proto_detector.py", "exec"), proto.__dict__)
    R = proto.residuals(Y, hist)
    W = windows(Y.shape[1:], a.window)
    idx, S = proto.window_scores(R, hist, W, a.window)
    R.astype("<f8").tofile(os.path.join(a.out, "residuals.f64"))
    np.asarray(idx, "<i4").tofile(os.path.join(a.out, "dates.i32"))
    np.asarray([(r, c) for _, r, c in W], "<i4").tofile(os.path.join(a.out, "windows.i32"))
    S.astype("<f8").tofile(os.path.join(a.out, "scores.f64"))
