/** The superior authority (上级) of an office, for reports that the office must not see. */
import { Untrusted, vouchFor } from './office.js';
import { Refused, request } from './requests.js';

/** @typedef {import('./office.js').Office} Office */

/** Nothing can be sealed to the authority: its keys are not vouched for, or not to be had. */
export class SuperiorUnusable extends Error {
  name = 'SuperiorUnusable';
}

/** The authority's fingerprint on the poster, if there is one. */
const onPoster = () => new URLSearchParams(location.hash.slice(1)).get('a');

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
    const poster = onPoster();
    if (poster !== null) await vouchFor(authority, facts, site, poster);
    return { site, facts, vouched };
  } catch (error) {
    const unusable = error instanceof Refused || (error instanceof Untrusted && error.reason !== 'mismatch');
    if (unusable) return null;
    throw error;
  }
}
