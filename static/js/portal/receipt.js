/** The step with the receipt code (查询码), shown before anything is sent. */
import { byId } from '../components/dom.js';
import { text } from '../components/texts.js';
import { copyCode, showCode } from './code.js';

/** @typedef {() => Promise<{ code: string }>} Draw */

/** @param {Draw} draw */
export const showReceipt = async (draw) => showCode(byId('code'), (await draw()).code);

/** @param {Draw} draw */
export async function copyReceipt(draw) {
  const copied = await copyCode(byId('code'), (await draw()).code);
  byId('copied').textContent = text(copied ? 'copied' : 'not_copied');
}
