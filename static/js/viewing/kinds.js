/**
 * What a page may show of a file, by its first bytes: neither its name nor the type that its sender
 * gave is believed. A picture made of words (SVG), a page (HTML) and anything unknown is only saved.
 */
import { ascii } from '../files/bytes.js';

/**
 * @typedef {'picture' | 'sound' | 'film' | 'pdf' | 'text' | 'none'} Way how it is shown
 * @typedef {{ way: Way, type: string, lies: boolean }} Shown type: what the browser is told it is, of
 *   types in which it runs nothing; lies: its name promises something else
 */

/** How many first bytes `shownAs` looks at: the size of a picture stands in them. */
export const ENOUGH = 1024 * 1024;

/** Beginning of a file → how it is shown and as what. */
const BEGINNINGS = /** @type {[RegExp, Way, string][]} */ ([
  [/^\xff\xd8\xff/, 'picture', 'image/jpeg'],
  [/^\x89PNG\r\n\x1a\n/, 'picture', 'image/png'],
  [/^GIF8[79]a/, 'picture', 'image/gif'],
  [/^RIFF[^]{4}WEBPVP8/, 'picture', 'image/webp'],
  [/^RIFF[^]{4}WAVE/, 'sound', 'audio/wav'],
  [/^ID3|^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/, 'sound', 'audio/mpeg'],
  [/^\xff[\xf0\xf1\xf8\xf9]/, 'sound', 'audio/aac'],
  [/^fLaC/, 'sound', 'audio/flac'],
  [/^OggS/, 'sound', 'audio/ogg'],
  [/^\x1a\x45\xdf\xa3/, 'film', 'video/webm'],
  [/^[^]{4}ftypM4[AB] /, 'sound', 'audio/mp4'],
  [/^[^]{4}ftyp(?!hei|hev|mif1|msf1|avi)/, 'film', 'video/mp4'],
  [/^%PDF-\d/, 'pdf', 'application/pdf'],
]);

/** What the ending of a name promises. */
const PROMISED = /** @type {Record<string, Way[]>} */ ({
  jpg: ['picture'], jpeg: ['picture'], png: ['picture'], gif: ['picture'], webp: ['picture'], pdf: ['pdf'], txt: ['text'],
  mp3: ['sound'], wav: ['sound'], m4a: ['sound', 'film'], aac: ['sound'], ogg: ['sound'], flac: ['sound'],
  mp4: ['film', 'sound'], mov: ['film'], webm: ['film', 'sound'],
});

/**
 * @param {Uint8Array} bytes the first ENOUGH of the file, or all of it
 * @param {{ name: string, type: string }} said of it by its sender
 * @returns {Shown}
 */
export function shownAs(bytes, { name, type }) {
  const start = ascii(bytes, 0, Math.min(bytes.length, 64));
  const ending = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  const [, way, own] = BEGINNINGS.find(([sign]) => sign.test(start)) ?? textOr(ending);
  // Sound and film come in the same boxes: here alone the sender's word decides, between two players.
  const heard = way === 'film' && type.startsWith('audio/');
  const promised = Object.keys(PROMISED).includes(ending) ? PROMISED[ending] : [way];
  return { way: heard ? 'sound' : way, type: own, lies: !promised.includes(way) };
}

/**
 * Words have no beginning of their own: they are read where the name says so, and only as words.
 * @param {string} ending
 * @returns {[RegExp, Way, string]}
 */
const textOr = (ending) => (ending === 'txt' ? [/^/, 'text', 'text/plain'] : [/^/, 'none', 'application/octet-stream']);
