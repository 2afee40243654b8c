/**
 * Earlier epochs: each statement names what vouched for the epoch before, by its digest. Nobody can
 * put an epoch of his own among them, because the present statement holds on to all of them.
 */
import { sha256, toHex } from './bytes.js';
import { canonical } from './statements.js';
import { ANY_DAY, vouch } from './vouch.js';

/**
 * @typedef {import('./vouch.js').Vouched} Vouched
 * @typedef {Vouched & { since?: string }} Epoch since: the day on which it began, as far as it is signed
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
 * @returns {Map<number, Epoch>}
 */
export function linkedEpochs(office, earlier, site) {
  const epochs = /** @type {Map<number, Epoch>} */ (new Map());
  for (let next = /** @type {Record<string, any> | null} */ (office); next !== null;) {
    const vouched = vouch(next, site, ANY_DAY);
    epochs.set(vouched.epoch, { ...vouched, since: sinceOf(next.statement) });
    next = before(next, earlier);
  }
  return epochs;
}

/**
 * When an epoch began: renewed statements keep `epoch_on`; one of before says only when it was signed.
 * @param {Record<string, any>} statement
 */
const sinceOf = ({ epoch_on: from, issued_on: signed }) =>
  (typeof from === 'string' && /^\d{4}-\d\d-\d\d$/.test(from) && from < signed ? from : String(signed));

/**
 * Whether something was dated after the epoch that follows its own had begun.
 * @param {unknown} on
 * @param {Epoch} [next]
 */
export const isLate = (on, next) => next?.since !== undefined && !(typeof on === 'string' && on <= next.since);

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
