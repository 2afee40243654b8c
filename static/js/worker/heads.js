/**
 * Where the audit chain ends, as members sign it. A signature says something only if its key is the
 * one that the roster gives to whom it names: anybody can sign in any name with a key of their own.
 */
import { isHex } from '../crypto/bytes.js';
import { signingHalf, verifyKey } from '../crypto/keys.js';
import { signerOn } from '../crypto/roster.js';
import { sign, verify } from '../crypto/statements.js';
import { ring } from './keyring.js';

/** @typedef {Record<string, any>} Head a signed head, and perhaps not what it says */

/** @type {import('./main.js').Ops} */
export const ops = { signHead };

/**
 * The chain's end as we were shown it, signed as ourselves.
 * @param {{ seq: number, digest: string, today: string }} args
 */
function signHead({ seq, digest, today }) {
  const { site, office, name, member } = ring();
  const key = signingHalf('member', member);
  const head = { type: 'qingfeng/head', site, office, seq, digest, member: name, verify_key: verifyKey(key), signed_on: today };
  return sign('head', head, key);
}

/**
 * Whether a head is of this office's chain, signed by whom it names with a key that was theirs then.
 * @param {Head} head
 */
export function isProved(head) {
  const { site, office, roster } = ring();
  const { verify_key: key, member, signed_on: on, seq, digest } = head;
  try {
    verify('head', head, key);
    return roster !== null && signerOn(roster, key, on)?.name === member && head.type === 'qingfeng/head'
      && head.site === site && head.office === office && Number.isSafeInteger(seq) && isHex(digest, 32);
  } catch {
    return false;
  }
}
