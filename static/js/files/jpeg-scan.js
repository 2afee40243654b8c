/**
 * Where the coded blocks of a JPEG scan end (ITU-T T.81, annexes A and F). Nothing is decoded: the
 * codes are only counted. For baseline pictures, as cameras write them; not for progressive ones.
 */
import { must, u16 } from './bytes.js';

/**
 * @typedef {import('./jpeg.js').Segment} Segment
 * @typedef {{ tables: Map<number, Uint16Array>, frame: Uint8Array, restart: number }} State
 */

const [SOF0, SOF1, DHT, SOS, DRI] = [0xc0, 0xc1, 0xc4, 0xda, 0xdd];
const ZEROS = 0xf0;

/** Coded bits, without stuffed bytes. Behind the end ones are lent, and must not be used. */
class Bits {
  place = 0;
  buffer = 0;
  held = 0;
  lent = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  fill() {
    for (; this.held < 17; this.held += 8) {
      const byte = this.place < this.bytes.length ? this.bytes[this.place] : 0xff;
      if (byte !== 0xff) this.place += 1;
      else if (this.bytes[this.place + 1] === 0) this.place += 2;
      else this.lent += 8;
      this.buffer = ((this.buffer << 8) | byte) & 0xffffff;
    }
  }

  /** @param {Uint16Array} table */
  code(table) {
    if (this.held < 16) this.fill();
    const entry = table[(this.buffer >>> (this.held - 16)) & 0xffff];
    must(entry !== 0, 'code');
    this.held -= entry >> 8;
    return entry & 255;
  }

  /** @param {number} count */
  skip(count) {
    if (this.held < count) this.fill();
    this.held -= count;
  }

  /** To the first byte of which nothing was used. */
  align() {
    must(this.held >= this.lent, 'cut off');
    for (let spare = (this.held - this.lent) >> 3; spare > 0; spare -= 1) {
      this.place -= this.bytes[this.place - 1] === 0 && this.bytes[this.place - 2] === 0xff ? 2 : 1;
    }
    [this.buffer, this.held, this.lent] = [0, 0, 0];
  }

  restart() {
    this.align();
    while (this.bytes[this.place + 1] === 0xff) this.place += 1;
    must(this.bytes[this.place] === 0xff && (this.bytes[this.place + 1] & 0xf8) === 0xd0, 'restart');
    this.place += 2;
  }
}

/**
 * The same segments; scans of a baseline picture end with their last block. Raises Malformed if one
 * ends before it.
 * @param {Segment[]} segments
 */
export function exact(segments) {
  /** @type {State} */
  const state = { tables: new Map(), frame: new Uint8Array(0), restart: 0 };
  return segments.map((segment) => {
    const { marker, payload, scan } = segment;
    if (marker === DHT) readTables(payload, state.tables);
    if (marker === DRI) state.restart = u16(payload, 0);
    if (marker === SOF0 || marker === SOF1) state.frame = payload;
    return marker === SOS && scan && state.frame.length > 0 ? { ...segment, scan: scan.subarray(0, endOf(scan, payload, state)) } : segment;
  });
}

/**
 * @param {Uint8Array} payload
 * @param {Map<number, Uint16Array>} tables by class and number; of 16 bits, length << 8 | symbol
 */
function readTables(payload, tables) {
  for (let at = 0; at < payload.length;) {
    const table = new Uint16Array(65536);
    let [symbol, code] = [at + 17, 0];
    for (let length = 1; length <= 16; length += 1, code *= 2) {
      for (let n = payload[at + length]; n > 0; n -= 1, code += 1, symbol += 1) {
        must(symbol < payload.length && (code + 1) << (16 - length) <= 65536, 'table');
        table.fill((length << 8) | payload[symbol], code << (16 - length), (code + 1) << (16 - length));
      }
    }
    tables.set(payload[at], table);
    at = symbol;
  }
}

/**
 * @param {Uint8Array} scan
 * @param {Uint8Array} header
 * @param {State} state
 */
function endOf(scan, header, state) {
  const bits = new Bits(scan);
  const { units, blocks } = layout(header, state);
  for (let unit = 0; unit < units; unit += 1) {
    if (state.restart > 0 && unit > 0 && unit % state.restart === 0) bits.restart();
    for (const [dc, ac] of blocks) skipBlock(bits, dc, ac);
    must(bits.held >= bits.lent, 'cut off');
  }
  bits.align();
  return bits.place;
}

/**
 * How many units a scan has, and the tables of the blocks of each (A.2).
 * @param {Uint8Array} header
 * @param {State} state
 */
function layout(header, { frame, tables }) {
  const all = Array.from({ length: frame[5] }, (_, n) => ({ id: frame[6 + 3 * n], across: frame[7 + 3 * n] >> 4, down: frame[7 + 3 * n] & 15 }));
  const [across, down] = [Math.max(...all.map((one) => one.across)), Math.max(...all.map((one) => one.down))];
  const parts = Array.from({ length: header[0] }, (_, n) => ({ own: all.find(({ id }) => id === header[1 + 2 * n]), code: header[2 + 2 * n] }));
  const blocks = parts.flatMap(({ own, code }) => {
    const [dc, ac] = [tables.get(code >> 4), tables.get(16 | (code & 15))];
    must(own && own.across > 0 && own.down > 0 && dc && ac, 'scan');
    return Array.from({ length: parts.length === 1 ? 1 : own.across * own.down }, () => [dc, ac]);
  });
  const single = parts.length === 1 ? parts[0].own : undefined;
  const count = (/** @type {number} */ size, /** @type {number} */ most, own = most) => (single ? Math.ceil(Math.ceil((size * own) / most) / 8) : Math.ceil(size / (8 * most)));
  const units = count(u16(frame, 3), across, single?.across) * count(u16(frame, 1), down, single?.down);
  must(units > 0 && blocks.length > 0, 'size');
  return { units, blocks };
}

/**
 * @param {Bits} bits
 * @param {Uint16Array} dc
 * @param {Uint16Array} ac
 */
function skipBlock(bits, dc, ac) {
  bits.skip(bits.code(dc));
  let at = 1;
  while (at < 64) {
    const code = bits.code(ac);
    if ((code & 15) === 0 && code !== ZEROS) break;
    at += (code >> 4) + 1;
    bits.skip(code & 15);
  }
  must(at <= 64, 'block');
}
