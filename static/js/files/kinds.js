/** What a file is, by its first bytes: neither its name nor the browser's word for it is trusted. */
import { ascii } from './bytes.js';

/**
 * @typedef {'jpeg' | 'png' | 'webp' | 'pdf' | 'office' | 'heic' | 'recording' | 'other'} Kind
 *   office: a zip archive, as .docx, .xlsx and .pptx are; recording: sound or moving pictures
 */

/** How many first bytes `kindOf` looks at. */
export const ENOUGH = 1024;

// Brands of ISO base media files (ISO/IEC 14496-12) that are still pictures.
const PICTURES = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis'];

/**
 * @param {Uint8Array} bytes at least the first ENOUGH of the file, or all of it
 * @returns {Kind}
 */
export function kindOf(bytes) {
  const start = ascii(bytes, 0, Math.min(bytes.length, ENOUGH));
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (start.startsWith('RIFF')) return start.slice(8, 12) === 'WEBP' ? 'webp' : 'recording';
  if (start.includes('%PDF-')) return 'pdf';
  if (start.startsWith('PK\x03\x04')) return 'office';
  if (start.slice(4, 8) === 'ftyp') return PICTURES.includes(start.slice(8, 12)) ? 'heic' : 'recording';
  return isRecording(start) ? 'recording' : 'other';
}

/**
 * ID3 and MPEG audio, AMR, Ogg, FLAC, Matroska and WebM, Windows Media, Flash video.
 * @param {string} start
 */
function isRecording(start) {
  const signs = ['ID3', '#!AMR', 'OggS', 'fLaC', '\x1a\x45\xdf\xa3', '\x30\x26\xb2\x75', 'FLV'];
  return signs.some((sign) => start.startsWith(sign)) || /^\xff[\xe0-\xff]/.test(start);
}
