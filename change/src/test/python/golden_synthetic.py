#!/usr/bin/env python3
"""Golden arrays of the prototype detector on a small made-up series.

golden_synthetic.py --bench DIR --out DIR

The series is computed from a linear congruential generator with additions, multiplications and divisions only, so that the
Java side (GoldenSeries) computes the same bits. Writes residuals.f32 [dates][rows][cols] (NaN = masked), scores.f64
[monitored usable dates][windows] and quantities.txt; little-endian. The prototype runs in double, with boxes in which nothing
was clear kept out of sigma (see prototype_arrays.py).
"""
import argparse, importlib.util, os, sys
import numpy as np

ROWS, COLS, DATES, HISTORY, CELL, LOADINGS = 24, 20, 30, 14, 4, 5

class Lcg:
    def __init__(self, seed): self.state = seed
    def next(self):
        self.state = (1664525 * self.state + 1013904223) % 4294967296
        return self.state / 4294967296.0

def series():
    g = Lcg(20261123)
    loadings = []
    for _ in range(LOADINGS):
        gr, gc = ROWS // CELL + 2, COLS // CELL + 2
        grid = [[g.next() - 0.5 for _ in range(gc)] for _ in range(gr)]
        field = [[0.0] * COLS for _ in range(ROWS)]
        for r in range(ROWS):
            for c in range(COLS):
                i, j, fr, fc = r // CELL, c // CELL, (r % CELL) / CELL, (c % CELL) / CELL
                top = grid[i][j] * (1 - fc) + grid[i][j + 1] * fc
                bottom = grid[i + 1][j] * (1 - fc) + grid[i + 1][j + 1] * fc
                field[r][c] = top * (1 - fr) + bottom * fr
        loadings.append(field)
    Y = np.empty((DATES, ROWS, COLS), "float32")
    for t in range(DATES):
        weights = [g.next() for _ in range(LOADINGS)]
        base = 0.3 + 0.4 * g.next()
        cr, cc, radius = g.next() * ROWS, g.next() * COLS, g.next() * 14 - 3
        for r in range(ROWS):
            for c in range(COLS):
                v = base
                for k in range(LOADINGS): v = v + 0.5 * weights[k] * loadings[k][r][c]
                v = v + 0.03 * (g.next() + g.next() + g.next() - 1.5)
                if t >= HISTORY + 6 and 8 <= r < 12 and 6 <= c < 10: v = v - 0.12
                cloudy = radius > 0 and (r - cr) * (r - cr) + (c - cc) * (c - cc) < radius * radius
                if t == 9 or (t == 20 and r > 1): cloudy = True
                Y[t, r, c] = np.nan if cloudy else v
    return Y

ap = argparse.ArgumentParser()
ap.add_argument("--bench", required=True)
ap.add_argument("--out", required=True)
a = ap.parse_args()
sys.path.insert(0, a.bench)
source = open(os.path.join(a.bench, "proto_detector.py")).read()
for old, new in (('.astype("float32")', '.astype("float64")'), ("np.where(z == 0, np.nan, z)", "np.where(boxsum(ok.astype(float), b)[hm] < .5, np.nan, z)")):
    assert old in source, old
    source = source.replace(old, new)
proto = importlib.util.module_from_spec(importlib.util.spec_from_loader("prototype", loader=None))
exec(compile(source, "proto_detector.py", "exec"), proto.__dict__)

Y = series()
hist = np.arange(DATES) < HISTORY
R = proto.residuals(Y.astype("float64"), hist)
W = [("", r, c) for r in range(0, ROWS - 7, 4) for c in range(0, COLS - 7, 4)]
idx, S = proto.window_scores(R, hist, W, 8)
os.makedirs(a.out, exist_ok=True)
R.astype("<f4").tofile(os.path.join(a.out, "residuals.f32"))
S.astype("<f8").tofile(os.path.join(a.out, "scores.f64"))
with open(os.path.join(a.out, "quantities.txt"), "w") as f:
    f.write("layer-sum %.17g\n" % float(np.nansum(Y.astype("float64"))))
    f.write("clear %d\n" % int(np.isfinite(Y).sum()))
    f.write("monitored " + " ".join(str(int(k)) for k in idx) + "\n")
    M = S.max(0)
    f.write("maxima " + " ".join("%.17g" % m for m in M) + "\n")
    for rate in (0.05, 0.1, 0.3, 1.0, 3.0):
        f.write("threshold %g %.17g\n" % (rate, proto.threshold(M, rate, 1.0)))
