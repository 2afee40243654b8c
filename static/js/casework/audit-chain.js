/** Whether the chain is whole: fetched as it is stored, computed again in the worker. */
import { byId } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { get } from './server.js';
import { nameOf } from './audit-row.js';

/** @typedef {import('../worker/audit.js').Broken} Broken */
/** @typedef {import('../worker/audit.js').Checked} Checked */
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
  let [after, signed, unproved] = [0, 0, 0];
  for (;;) {
    const page = /** @type {Page} */ (await get(`audit/entries.json?from=${after}`));
    if (after === 0) await ask('beginChain', { office: page.office });
    const found = /** @type {Checked} */ (await ask('checkPage', page));
    signed = Math.max(signed, found.signed);
    unproved += found.unproved;
    showUnproved(unproved);
    if (found.broken !== null) return alarm(found.broken);
    const { entries, end } = page;
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
 * Signatures that are by none whom they name count for nothing, and are said.
 * @param {number} n
 */
function showUnproved(n) {
  byId('chain-unproved').hidden = n === 0;
  byId('chain-unproved').textContent = text('unproved', { n });
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
