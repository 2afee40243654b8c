/**
 * What a leader's browser signs: the next roster, a new epoch, statement and roster for longer.
 * Everything follows from what our own chain proves; on anything else nothing is signed or sealed.
 */
import { recipientOf, seal } from '../crypto/age.js';
import { toBase64 } from '../crypto/bytes.js';
import { link } from '../crypto/history.js';
import { newSecret, readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { holdsKeys } from '../crypto/roster.js';
import { ownKey, signRoster, signStatement } from './charter.js';
import { changed, isCurrent, ops as behind } from './entries.js';
import { ring, rosterOn } from './keyring.js';
import { sealToRecovery } from './people.js';

/**
 * @typedef {import('./charter.js').Entry} Entry
 * @typedef {import('./entries.js').Change} Change
 * @typedef {{ member: string, epoch: number, sealed: string }} Granted
 */

/** The charter does not name us as a leader. */
export const NotALeader = refusal('NotALeader');
/** Keys that open the epochs would be nobody's any more: that takes a new epoch. */
export const RotationNeeded = refusal('RotationNeeded');

/** @type {import('./main.js').Ops} */
export const ops = { rosterWith, rotate, ...behind };

/**
 * The next roster, and the secrets of all our epochs for somebody who newly holds them. Raises
 * NotALeader, RotationNeeded, RosterUnvouched, and what `changed` and `vouch` raise.
 * @param {Change} change
 */
async function rosterWith(change) {
  const { version, recovery, entries, office } = basisOn(change.today);
  const members = changed(entries, change);
  const before = keyholders(entries);
  const now = keyholders(members);
  if (before.some(({ verify_key: key }) => now.every((entry) => entry.verify_key !== key))) throw new RotationNeeded('keys');
  const grants = [];
  for (const entry of now.filter(({ verify_key: key }) => before.every((one) => one.verify_key !== key))) {
    for (const [epoch, secret] of ring().epochs) grants.push(await granted(entry, epoch, secret));
  }
  return { roster: signRoster({ version: version + 1, epoch: office.statement.epoch, members, recovery }, change.today), grants };
}

/**
 * A new epoch: its secret sealed to every keyholder who stays and to recovery, its statement, which
 * holds on to the one before, and the next roster. Raises as `rosterWith`, and RecoveryMissing.
 * @param {Change} change
 */
async function rotate(change) {
  const { today } = change;
  const { version, entries, office, roster } = basisOn(today);
  const members = changed(entries, change);
  const secret = newSecret();
  const sealedToTrust = await sealToRecovery(secret, roster);
  const { name, authority, authority_fingerprint, epoch: before } = office.statement;
  const epoch = before + 1;
  const grants = [];
  for (const entry of keyholders(members)) grants.push(await granted(entry, epoch, secret));
  const statement = signStatement({
    name,
    authority,
    authority_fingerprint,
    epoch,
    epoch_on: today,
    recipient: await recipientOf(readingHalf('epoch', secret)),
    answer_key: verifyKey(signingHalf('epoch', secret)),
    previous: link(office.charter, office.statement),
  }, today);
  const body = { version: version + 1, epoch, members, recovery: roster.recovery };
  return { statement, recovery: sealedToTrust, grants, roster: signRoster(body, today) };
}

/**
 * What a leader builds on: everything is vouched for and in force on this day.
 * @param {string} today
 */
function basisOn(today) {
  const roster = rosterOn(today);
  const { office, roster: signed } = ring().documents;
  if (!office.charter.leaders.includes(ownKey())) throw new NotALeader('leader');
  return { roster, version: roster.version, recovery: roster.recovery, entries: /** @type {Entry[]} */ (signed.members), office };
}

/** @param {Entry[]} entries */
const keyholders = (entries) => entries.filter((entry) => isCurrent(entry) && holdsKeys(entry));

/**
 * @param {Entry} entry
 * @param {number} epoch
 * @param {Uint8Array} secret
 * @returns {Promise<Granted>}
 */
const granted = async ({ name, recipient }, epoch, secret) =>
  ({ member: name, epoch, sealed: toBase64(await seal(secret, [recipient])) });
