/** A QR code as SVG elements: drawn here, nothing is fetched. */
import { encode } from 'uqr';

const SVG = 'http://www.w3.org/2000/svg';
// The empty rim that a scanner needs (ISO/IEC 18004).
const RIM = 4;

/**
 * @param {string} words what is scanned
 * @param {string} label what it is, for whoever does not see it
 */
export function qrCode(words, label) {
  const { data, size } = encode(words, { border: RIM });
  const svg = document.createElementNS(SVG, 'svg');
  const dots = document.createElementNS(SVG, 'path');
  const rows = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''));
  dots.setAttribute('d', rows.join(''));
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.classList.add('qr');
  svg.append(dots);
  return svg;
}
