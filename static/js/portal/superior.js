/** The superior authority (上级) of an office, for reports that the office must not see. */
import { posterAuthority } from './fragment.js';
import { Untrusted, vouchFor } from './office.js';
import { Refused, request } from './requests.js';

/** @typedef {import('./office.js').Office} Office */

/** Nothing can be sealed to the authority: its keys are not vouched for, or not to be had. */
export class SuperiorUnusable extends Error {
  name = 'SuperiorUnusable';
}

/**
 * An office whose statement names an authority if its poster does. Raises Untrusted.
 * @param {Office} office
 */
export function withAuthority(office) {
  const { authority, authorityFingerprint } = office.vouched;
  if (posterAuthority() !== null && !(authority && authorityFingerprint)) throw new Untrusted('mismatch');
  return office;
}

/**
 * The authority that an office's statement names, vouched for by the fingerprint in that statement
 * and by the one on the poster. Null where the statement names none, or none whose chain holds.
 *
 * Raises Untrusted if a fingerprint is another one: then somebody changed something, and nothing may
 * be written here at all. Raises Offline.
 * @param {Office} office
 * @returns {Promise<Office | null>}
 */
export async function findSuperior({ site, vouched: { authority, authorityFingerprint: signed } }) {
  if (!authority || !signed) return null;
  try {
    const facts = await request(`/o/${authority}/office.json`);
    const vouched = await vouchFor(authority, facts, site, signed);
    const poster = posterAuthority();
    if (poster !== null) await vouchFor(authority, facts, site, poster);
    return { site, facts, vouched };
  } catch (error) {
    const unusable = error instanceof Refused || (error instanceof Untrusted && error.reason !== 'mismatch');
    if (unusable) return null;
    throw error;
  }
}
