/**
 * The fragment of the poster's address, `#f=<fingerprint>&a=<authority's>&w=<ward>`: browsers never
 * send it, so it is the one thing on this page that the server cannot have chosen.
 */
import { all } from '../components/dom.js';

const given = () => new URLSearchParams(location.hash.slice(1));

/** The fingerprint on the poster; null where the reader did not come from one. */
export const posterFingerprint = () => given().get('f');

/** The authority's fingerprint on the poster; null where it bears none. */
export const posterAuthority = () => given().get('a');

/** The fingerprints on the poster, the office's and its authority's: a report goes to one of them. */
export const posterFingerprints = () =>
  ['f', 'a'].flatMap((name) => given().get(name) ?? []);

/** The poster's hint where it hangs. */
export const ward = () => given().get('w') ?? '';

/** Take the fragment along to our other pages; the authority's page gets its own fingerprint. */
export function keepFragment() {
  const authority = given().get('a');
  for (const element of all(document, 'a[href^="/"]')) {
    const link = /** @type {HTMLAnchorElement} */ (element);
    if (!('authority' in link.dataset)) link.hash = location.hash;
    else if (authority) link.hash = `f=${encodeURIComponent(authority)}`;
  }
}
