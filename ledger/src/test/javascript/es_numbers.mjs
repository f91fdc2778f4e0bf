// Prints doubles as their bits in hex and as ECMAScript writes them: edges first, then a fixed
// pseudo-random sequence (xorshift64). Run: node es_numbers.mjs > ../resources/numbers/es-numbers.txt
const view = new DataView(new ArrayBuffer(8));
const lines = new Set();

function add(bits) {
  view.setBigUint64(0, BigInt.asUintN(64, bits));
  const value = view.getFloat64(0);
  if (Number.isFinite(value)) {
    lines.add(`${BigInt.asUintN(64, bits).toString(16)},${String(value)}`);
  }
}

function around(value) {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  for (let step = -2n; step <= 2n; step++) {
    add(bits + step);
  }
}

for (let n = 0n; n < 200n; n++) {
  add(n);
}
for (let e = -323; e <= 308; e++) {
  around(Number(`1e${e}`));
}
for (let e = 0; e < 64; e++) {
  around(2 ** e);
  around(-(2 ** -e));
}
[5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 2e23, 9.5e-7, 0.000001, 123456789012345680000,
 333333333.33333329, 9007199254740993, 1424953923781206.25].forEach(around);
add(0x8000000000000000n);
let state = 0x9e3779b97f4a7c15n;
for (let i = 0; i < 3000; i++) {
  state ^= BigInt.asUintN(64, state << 13n);
  state ^= state >> 7n;
  state ^= BigInt.asUintN(64, state << 17n);
  add(state);
}
console.log([...lines].join("\n"));
