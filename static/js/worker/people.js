/** Secrets, sealed to members of the roster and to recovery; never to a row of the server's. */
import { seal } from '../crypto/age.js';
import { toBase64 } from '../crypto/bytes.js';
import { refusal } from '../crypto/refusal.js';
import { fitFor } from './access.js';

/** @typedef {import('../crypto/roster.js').Roster} Roster */

/** Somebody is not in the roster, so their keys have not been compared; or their role has no part. */
export const NotRostered = refusal('NotRostered');
/** The roster names no recipient for recovery: a leader renews the charter with the sheets. */
export const RecoveryMissing = refusal('RecoveryMissing');

/**
 * A secret, sealed to each of these members. Raises NotRostered.
 * @param {Uint8Array} secret
 * @param {string[]} names
 * @param {Roster} roster
 */
export async function sealToEach(secret, names, roster) {
  const grants = [];
  for (const member of names) {
    const entry = fitFor(roster).find(({ name }) => name === member);
    if (entry === undefined) throw new NotRostered(member);
    grants.push({ member, sealed: toBase64(await seal(secret, [entry.recipient])) });
  }
  return grants;
}

/**
 * A secret, sealed to the office's trust secret. Raises RecoveryMissing.
 * @param {Uint8Array} secret
 * @param {Roster} roster
 */
export async function sealToRecovery(secret, { recovery }) {
  if (recovery === '') throw new RecoveryMissing('recovery');
  return toBase64(await seal(secret, [recovery]));
}
