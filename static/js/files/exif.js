/**
 * Of all that Exif says about a picture only which way up it is: without it the picture would
 * lie on its side (CIPA DC-008, 4.6.5; TIFF 6.0, section 2).
 */
import { ascii, fromAscii, join, must, u16, u32 } from './bytes.js';

const ORIENTATION = 0x0112;
const SHORT = 3;
const ENTRY = 12;

/** The way up that needs no word. */
export const UPRIGHT = 1;

/**
 * 1 to 8; UPRIGHT if it is not said, or not said properly.
 * @param {Uint8Array} tiff
 */
export function orientationOf(tiff) {
  try {
    const littleEndian = ascii(tiff, 0, 2) === 'II';
    must(littleEndian || ascii(tiff, 0, 2) === 'MM', 'byte order');
    const directory = u32(tiff, 4, littleEndian);
    const entries = u16(tiff, directory, littleEndian);
    for (let n = 0; n < entries; n += 1) {
      const at = directory + 2 + n * ENTRY;
      if (u16(tiff, at, littleEndian) === ORIENTATION) return oneToEight(u16(tiff, at + 8, littleEndian));
    }
    return UPRIGHT;
  } catch {
    return UPRIGHT;
  }
}

/** @param {number} value */
const oneToEight = (value) => (value >= 1 && value <= 8 ? value : UPRIGHT);

/**
 * A TIFF structure that says nothing but the orientation.
 * @param {number} orientation
 */
export const onlyOrientation = (orientation) => join([
  fromAscii('MM\0*'), Uint8Array.of(0, 0, 0, 8, 0, 1),
  Uint8Array.of(ORIENTATION >> 8, ORIENTATION & 255, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0),
  Uint8Array.of(0, 0, 0, 0),
]);
