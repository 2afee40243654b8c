/**
 * The checksum of a sheet: RS1024, a Reed-Solomon code over words (SLIP-39, "Checksum").
 *
 * It finds every change of up to three words, and misses less than one in a thousand million others.
 */

export const CHECKSUM_WORDS = 3;
const GENERATORS = [
  0xe0e040, 0x1c1c080, 0x3838100, 0x7070200, 0xe0e0009, 0x1c0c2412, 0x38086c24, 0x3090fc48, 0x21b1f890, 0x3f3f120,
];

/**
 * The three values (10 bits each) that follow the values of a sheet.
 * @param {Uint8Array} label
 * @param {number[]} values
 */
export function checksum(label, values) {
  const residue = residueOf([...label, ...values, 0, 0, 0]) ^ 1;
  return [20, 10, 0].map((shift) => (residue >> shift) & 1023);
}

/**
 * Whether values with their checksum at the end are as they were made.
 * @param {Uint8Array} label
 * @param {number[]} values
 */
export const holds = (label, values) => residueOf([...label, ...values]) === 1;

/** @param {number[]} values @returns {number} 30 bits */
function residueOf(values) {
  let residue = 1;
  for (const value of values) {
    const top = residue >> 20;
    residue = ((residue & 0xfffff) << 10) ^ value;
    GENERATORS.forEach((generator, bit) => {
      if ((top >> bit) & 1) residue ^= generator;
    });
  }
  return residue;
}
