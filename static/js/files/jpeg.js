/**
 * JPEG (ITU-T T.81, annex B) without metadata: nothing but what decoding needs stays, bit for bit.
 *
 * Exif, XMP, IPTC, comments, thumbnails, colour profiles (one measured for a screen or a scanner
 * names it), further pictures and whatever hangs on behind the end go.
 */
import { ascii, fromAscii, join, must, same, slice, u16 } from './bytes.js';
import { onlyOrientation, orientationOf, UPRIGHT } from './exif.js';
import { exact } from './jpeg-scan.js';

/**
 * @typedef {{ marker: number, payload: Uint8Array, scan?: Uint8Array }} Segment
 *   payload: after the length; scan: the coded data after a start of scan
 */

const [SOI, EOI, SOS, APP0, APP1, APP14, COM] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xee, 0xfe];
const [DHT, DNL, DRI, DQT, DAC, DHP, EXP] = [0xc4, 0xdc, 0xdd, 0xdb, 0xcc, 0xde, 0xdf];
const EXIF = 'Exif\0\0';
const JFIF = 'JFIF\0';
const ADOBE = 12;

/**
 * The same picture without metadata. Raises Malformed.
 * @param {Uint8Array} bytes
 */
export function stripJpeg(bytes) {
  const segments = read(bytes);
  const exif = segments.find(isExif);
  const orientation = exif ? orientationOf(exif.payload.subarray(EXIF.length)) : UPRIGHT;
  const kept = segments.map(pure).filter((segment) => segment !== null);
  const at = Number(kept[0]?.marker === APP0);
  if (orientation !== UPRIGHT) kept.splice(at, 0, exifSegment(orientation));
  return write(kept);
}

/**
 * Stop unless a JPEG holds nothing but what `stripJpeg` leaves. Raises Malformed.
 * @param {Uint8Array} bytes
 */
export function checkJpeg(bytes) {
  const segments = read(bytes);
  for (const [n, segment] of segments.entries()) {
    const { marker, payload } = segment;
    if (marker === APP1) must(n < 2 && isMinimal(payload), 'exif');
    else must(pure(segment) !== null && same(payload, /** @type {Segment} */ (pure(segment)).payload), 'metadata');
  }
  must(same(write(segments), bytes), 'trailing data');
}

/** @param {Segment} segment */
const isExif = ({ marker, payload }) => marker === APP1 && payload.length > 6 && ascii(payload, 0, 6) === EXIF;

/** @param {number} orientation */
const exifSegment = (orientation) => ({ marker: APP1, payload: join([fromAscii(EXIF), onlyOrientation(orientation)]) });

/** @param {Uint8Array} payload */
const isMinimal = (payload) =>
  [2, 3, 4, 5, 6, 7, 8].some((orientation) => same(payload, exifSegment(orientation).payload));

/**
 * What may stay of a segment, or null. Raises Malformed for one whose length its contents do not explain.
 * @param {Segment} segment
 * @returns {Segment | null}
 */
function pure(segment) {
  const { marker, payload } = segment;
  if (marker === APP0) return isJfif(payload) ? { marker, payload: withoutThumbnail(payload) } : null;
  if (marker === APP14) return payload.length >= ADOBE && ascii(payload, 0, 5) === 'Adobe' ? { marker, payload: payload.subarray(0, ADOBE) } : null;
  if ((marker >= APP0 && marker <= 0xef) || marker === COM) return null;
  must(payload.length === lengthOf(segment), 'segment length');
  return segment;
}

/** @param {Uint8Array} payload */
const isJfif = (payload) => payload.length >= 14 && ascii(payload, 0, 5) === JFIF;

/** @param {Uint8Array} payload */
const withoutThumbnail = (payload) => join([payload.subarray(0, 12), Uint8Array.of(0, 0)]);

/**
 * How long the payload of a segment that decoding needs must be.
 * @param {Segment} segment
 */
function lengthOf({ marker, payload }) {
  if (marker === DQT) return tables(payload, (at) => 1 + 64 * (1 + (payload[at] >> 4)));
  if (marker === DHT) return tables(payload, (at) => 17 + sumOf(slice(payload, at + 1, 16)));
  if (marker === DAC) return payload.length & ~1;
  if (marker === DRI || marker === DNL) return 2;
  if (marker === EXP) return 1;
  if (marker === SOS) return 4 + 2 * payload[0];
  must(isFrame(marker), 'marker');
  return 6 + 3 * payload[5];
}

/** @param {Uint8Array} counts */
const sumOf = (counts) => counts.reduce((sum, count) => sum + count, 0);

/** @param {number} marker */
const isFrame = (marker) => (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) || marker === DHP;

/**
 * The length of tables that follow one another.
 * @param {Uint8Array} payload
 * @param {(at: number) => number} length of the one at a place
 */
function tables(payload, length) {
  let at = 0;
  while (at < payload.length) at += length(at);
  return at;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Segment[]} up to the end of the image
 */
function read(bytes) {
  must(u16(bytes, 0) === 0xff00 + SOI, 'start');
  /** @type {Segment[]} */
  const segments = [];
  let at = 2;
  for (;;) {
    must(bytes[at] === 0xff, 'marker');
    while (bytes[at] === 0xff) at += 1;
    const marker = bytes[at];
    at += 1;
    if (marker === EOI) break;
    must(marker >= 0xc0 && (marker < 0xd0 || marker > SOI), 'marker');
    /** @type {Uint8Array} */
    const payload = slice(bytes, at + 2, u16(bytes, at) - 2);
    at += 2 + payload.length;
    const scan = marker === SOS ? bytes.subarray(at, endOfScan(bytes, at)) : undefined;
    at += scan?.length ?? 0;
    segments.push(scan ? { marker, payload, scan } : { marker, payload });
  }
  must(segments.some(({ scan }) => scan) && segments.some(({ marker }) => isFrame(marker)), 'no picture');
  return exact(segments);
}

/**
 * Where coded data ends: before the next marker that is no restart and no stuffed byte.
 * @param {Uint8Array} bytes
 * @param {number} from
 */
function endOfScan(bytes, from) {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

/** @param {Segment[]} segments */
function write(segments) {
  /** @type {Uint8Array[]} */
  const parts = [Uint8Array.of(0xff, SOI)];
  for (const { marker, payload, scan = new Uint8Array(0) } of segments) {
    const length = payload.length + 2;
    parts.push(Uint8Array.of(0xff, marker, length >> 8, length & 255), payload, scan);
  }
  return join([...parts, Uint8Array.of(0xff, EOI)]);
}
