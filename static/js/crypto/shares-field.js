/**
 * Arithmetic of SLIP-39: bytes as elements of GF(2^8), and curves through points.
 *
 * The field is Rijndael's, reduced by x^8 + x^4 + x^3 + x + 1. Times depend on the values: sheets
 * are joined by their own trustees on their own machine, where nobody measures.
 */

const REDUCER = 0x11b;
const EXP = new Uint8Array(255);
const LOG = new Uint8Array(256);

for (let power = 0, value = 1; power < 255; power += 1) {
  EXP[power] = value;
  LOG[value] = power;
  value ^= value << 1;
  if (value > 255) value ^= REDUCER;
}

/**
 * The value at x of the curve of lowest degree through points (x → bytes of equal length).
 * @param {Map<number, Uint8Array>} points
 * @param {number} x
 */
export function interpolate(points, x) {
  const known = points.get(x);
  if (known) return known;
  const total = new Uint8Array([...points.values()][0].length);
  for (const [xi, value] of points) {
    const weight = weightOf([...points.keys()].filter((xj) => xj !== xi), xi, x);
    value.forEach((byte, at) => {
      if (byte !== 0) total[at] ^= EXP[(LOG[byte] + weight) % 255];
    });
  }
  return total;
}

/**
 * Lagrange: the product of (x - xj) / (xi - xj), as a logarithm.
 * @param {number[]} others
 * @param {number} xi
 * @param {number} x
 */
function weightOf(others, xi, x) {
  const log = others.reduce((sum, xj) => sum + LOG[x ^ xj] - LOG[xi ^ xj], 0);
  return ((log % 255) + 255) % 255;
}
