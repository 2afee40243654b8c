/** Whether the chain is whole: fetched as it is stored, computed again in the worker. */
import { byId } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { get } from './server.js';
import { nameOf } from './audit-row.js';

/** @typedef {import('../worker/audit.js').Broken} Broken */
/** @typedef {import('../worker/audit.js').Page & { office: string }} Page */

/** Check the whole chain and say what became of it; gives whether it is whole. */
export async function checkChain() {
  try {
    return await check();
  } catch (error) {
    byId('chain-share').hidden = true;
    byId('chain-words').textContent = text('not_checked');
    return false;
  }
}

async function check() {
  let [after, signed] = [0, 0];
  for (;;) {
    const page = /** @type {Page} */ (await get(`audit/entries.json?from=${after}`));
    if (after === 0) await ask('beginChain', { office: page.office });
    const broken = /** @type {Broken | null} */ (await ask('checkPage', page));
    if (broken !== null) return alarm(broken);
    const { entries, heads, end } = page;
    signed = Math.max(signed, ...heads.map(({ seq }) => seq));
    after += entries.length;
    showShare(after, end.seq);
    if (after >= end.seq) return praise(after, signed);
  }
}

/**
 * @param {number} n
 * @param {number} total
 */
function showShare(n, total) {
  byId('chain-words').textContent = text('checking', { n, total });
  /** @type {HTMLProgressElement} */ (byId('chain-share')).value = total > 0 ? n / total : 1;
}

/**
 * @param {number} n
 * @param {number} signed
 */
function praise(n, signed) {
  byId('chain-share').hidden = true;
  byId('chain-words').textContent = signed > 0 ? text('whole', { n, signed }) : text('unsigned', { n });
  return true;
}

/** @param {Broken} broken */
function alarm({ seq, kind, member, signed_on: on }) {
  byId('chain').hidden = true;
  byId('chain-alarm').hidden = false;
  const key = kind === 'cut' && member !== undefined ? 'broken_cut_signed' : `broken_${kind}`;
  const why = text(key, { member: nameOf(member ?? ''), on: on ?? '' });
  byId('chain-why').textContent = text('broken', { seq, why });
  return false;
}
