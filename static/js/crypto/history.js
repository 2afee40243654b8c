/**
 * Earlier epochs: each statement names what vouched for the epoch before, by its digest. Nobody can
 * put an epoch of his own among them, because the present statement holds on to all of them.
 */
import { sha256, toHex } from './bytes.js';
import { canonical } from './statements.js';
import { ANY_DAY, vouch } from './vouch.js';

/**
 * @typedef {import('./vouch.js').Vouched} Vouched
 * @typedef {{ epoch: number, charter: Record<string, any>, statement: Record<string, any> }} Earlier
 */

/**
 * How the next epoch's statement names this one and its charter.
 * @param {Record<string, any>} charter
 * @param {Record<string, any>} statement
 */
export const link = (charter, statement) => toHex(sha256(canonical({ charter, statement })));

/**
 * What an office's `office.json` and the statements before it prove, by epoch. It goes back as far
 * as each names the one before it; the rest proves nothing and is left out. Raises the first broken
 * link of the present chain, on whatever day.
 * @param {Record<string, any>} office
 * @param {Earlier[]} earlier the list of an `earlier.json`
 * @param {string} site hex
 * @returns {Map<number, Vouched>}
 */
export function linkedEpochs(office, earlier, site) {
  const epochs = /** @type {Map<number, Vouched>} */ (new Map());
  for (let next = /** @type {Record<string, any> | null} */ (office); next !== null;) {
    const vouched = vouch(next, site, ANY_DAY);
    epochs.set(vouched.epoch, vouched);
    next = before(next, earlier);
  }
  return epochs;
}

/**
 * The same office in the epoch before, or null where nothing proves one.
 * @param {Record<string, any>} office
 * @param {Earlier[]} earlier
 */
function before(office, earlier) {
  const { previous, epoch } = office.statement;
  const { charter, statement } = Object(earlier.find((one) => Object(one).epoch === epoch - 1));
  const found = { ...office, charter, statement };
  try {
    if (!previous || link(charter, statement) !== previous) return null;
    return vouch(found, office.statement.site, ANY_DAY).epoch === epoch - 1 ? found : null;
  } catch {
    return null;
  }
}
