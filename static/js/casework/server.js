/** Asking the server as the member who is signed in. */
import { Refused, request, requestBytes } from '../portal/requests.js';
import { allowLeaving } from '../portal/unsent.js';

/**
 * What a member's browser is told (docs/api.md).
 * @typedef {{ csrf: string, site: string, idle_minutes: number, locked: boolean, key: string | null,
 *   member: { name: string, display_name: string, roles: string[] }, office: Record<string, any>,
 *   sealed_secret: string, grants: { epoch: number, sealed: string }[],
 *   earlier: import('../crypto/history.js').Earlier[], roster: Record<string, any> | null,
 *   rostered: boolean, facts: { name: string, authority: string, authority_fingerprint: string },
 *   waiting: { members: number, rekey: number }, second_factor: 'required' | 'optional',
 *   factors: { passkeys: number, totp: boolean, codes: number, unlocking: number } }} SessionDocument
 */

const ROOT = '/casework/';
let csrf = '';

/**
 * Read a document. Raises Offline or Refused.
 * @param {string} path below /casework/
 */
export const get = (path) => send('GET', path);

/**
 * Ask for a change. Raises Offline or Refused.
 * @param {'POST' | 'PUT' | 'DELETE' | 'PATCH'} method
 * @param {string} path below /casework/
 * @param {object} [content]
 */
export async function send(/** @type {string} */ method, path, content) {
  const headers = { Accept: 'application/json', 'X-CSRF-Token': csrf };
  const body = content && { body: JSON.stringify(content) };
  const typed = content ? { ...headers, 'Content-Type': 'application/json' } : headers;
  try {
    return await request(ROOT + path, { method, credentials: 'same-origin', headers: typed, ...body });
  } catch (error) {
    if (error instanceof Refused && error.message === 'not_signed_in') goSignIn();
    throw error;
  }
}

/**
 * How to fetch the parts of a report's attachments: its own, its letters' and its answers'.
 * @param {string} at `reports/<id>` or `cases/<id>`
 * @returns {import('../components/attached.js').FetchPart}
 */
export const partsOf = (at) => (id, part) =>
  requestBytes(`${ROOT}${at}/attachments/${id}/parts/${part}`, { credentials: 'same-origin', headers: { Accept: 'application/json' } });

/**
 * Read a file. Raises Offline or Refused.
 * @param {string} path below /casework/
 */
export const getBytes = (path) =>
  requestBytes(ROOT + path, { credentials: 'same-origin', headers: { Accept: 'application/json' } });

/**
 * How files that go with an answer are uploaded.
 * @type {import('../components/evidence/index.js').Adapter}
 */
export const upload = { route: async () => ({ area: 'casework', csrf }) };

/**
 * The session, and its token for every later request.
 * @param {SessionDocument} session
 */
export function keepToken(session) {
  csrf = session.csrf;
  return session;
}

/**
 * The adapter for `Evidence` in this area: what is uploaded belongs to the member's own office.
 * @type {import('../components/evidence/index.js').Adapter}
 */
export const caseworkUpload = { route: async () => ({ area: 'casework', csrf }) };

/** Leave for the page to sign in on; nothing of this one stays behind. */
export function goSignIn() {
  allowLeaving();
  sessionStorage.clear();
  document.body.textContent = '';
  location.replace(`${ROOT}sign-in`);
}

/** Go to the list of reports. */
export const goQueue = () => location.assign(ROOT);

/** Go to what the day begins with; who has no part in cases is led on from there. */
export const goToday = () => location.assign(`${ROOT}today`);
