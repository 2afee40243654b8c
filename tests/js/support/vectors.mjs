/** The examples that the Python and the JavaScript crypto must both meet. */
import { readFileSync } from 'node:fs';

export const vectors = JSON.parse(readFileSync(new URL('../../vectors/qingfeng.json', import.meta.url), 'utf8'));

/** @param {string} hex */
export const bytes = (hex) => new Uint8Array(Buffer.from(hex, 'hex'));

/** @param {Uint8Array} data */
export const hex = (data) => Buffer.from(data).toString('hex');
