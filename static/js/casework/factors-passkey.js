/**
 * Passkeys in this browser (WebAuthn Level 3): bytes to and from the JSON that the server speaks.
 *
 * Where the authenticator has a pseudo-random function (the PRF extension), it answers our input
 * with a secret of its own, which opens a copy of the member's secret. That never goes to the server.
 */
import { ask } from '../components/worker.js';

/**
 * @typedef {{ site: string, office: string, name: string }} Whose
 * @typedef {{ credential: string, prf: Uint8Array | null }} Answered credential: JSON
 * @typedef {{ id: string, type: 'public-key' }} Descriptor
 */

/** The person broke it off, or this browser or computer cannot do it here. */
export class PasskeyBrokenOff extends Error {
  name = 'PasskeyBrokenOff';
}

/** Whether this page may use passkeys at all: not by plain http, not by a bare address. */
export const hasPasskeys = () => typeof PublicKeyCredential === 'function' && navigator.credentials !== undefined;

/**
 * Make a passkey. Raises PasskeyBrokenOff.
 * @param {Record<string, any>} options as the server gives them
 * @param {Whose} whose
 * @returns {Promise<Answered>}
 */
export async function makePasskey(options, whose) {
  const input = await ask('prfInput', whose);
  const made = await holding(() => navigator.credentials.create({
    publicKey: /** @type {any} */ ({
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: described(options.excludeCredentials),
      extensions: evaluating(input),
    }),
  }));
  const { prf } = resultsOf(made);
  const { attestationObject } = /** @type {AuthenticatorAttestationResponse} */ (made.response);
  const secret = secretOf(prf);
  const again = secret === null && prf?.enabled === true;
  return { credential: written(made, { attestationObject }), prf: again ? await secretAgain(options, made, input) : secret };
}

/**
 * Answer with a passkey. Raises PasskeyBrokenOff.
 * @param {Record<string, any>} options as the server gives them
 * @param {Whose} [whose] whose secret it is to open, if any
 * @returns {Promise<Answered>}
 */
export async function usePasskey(options, whose) {
  const asked = { ...options, challenge: toBytes(options.challenge), allowCredentials: described(options.allowCredentials) };
  const extended = whose ? { ...asked, extensions: evaluating(await ask('prfInput', whose)) } : asked;
  const got = await holding(() => navigator.credentials.get({ publicKey: /** @type {any} */ (extended) }));
  const { authenticatorData, signature, userHandle } = /** @type {AuthenticatorAssertionResponse} */ (got.response);
  const credential = written(got, { authenticatorData, signature, ...(userHandle ? { userHandle } : {}) });
  return { credential, prf: secretOf(resultsOf(got).prf) };
}

/**
 * Many authenticators give no secret while they make a key: it is asked for once more. What they
 * sign for that is shown to nobody. Whoever breaks that off has a passkey that unlocks no desk.
 * @param {Record<string, any>} options
 * @param {PublicKeyCredential} made
 * @param {Uint8Array} input
 */
async function secretAgain(options, made, input) {
  const publicKey = /** @type {any} */ ({
    rpId: options.rp.id,
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    allowCredentials: [{ id: made.rawId, type: 'public-key' }],
    userVerification: 'required',
    extensions: evaluating(input),
  });
  const got = holding(() => navigator.credentials.get({ publicKey }));
  return got.then((credential) => secretOf(resultsOf(credential).prf), () => null);
}

/**
 * @param {() => Promise<Credential | null>} act
 * @returns {Promise<PublicKeyCredential>}
 */
async function holding(act) {
  try {
    const credential = await act();
    if (credential !== null) return /** @type {PublicKeyCredential} */ (credential);
  } catch (error) {
    throw new PasskeyBrokenOff(/** @type {Error} */ (error).name);
  }
  throw new PasskeyBrokenOff('none');
}

/** @param {Uint8Array} first */
const evaluating = (first) => ({ prf: { eval: { first } } });

/**
 * @param {PublicKeyCredential} credential
 * @returns {{ prf?: { enabled?: boolean, results?: { first?: ArrayBuffer } } }}
 */
const resultsOf = (credential) => /** @type {any} */ (credential.getClientExtensionResults());

/** @param {{ results?: { first?: ArrayBuffer } } | undefined} prf */
const secretOf = (prf) => (prf?.results?.first ? new Uint8Array(prf.results.first) : null);

/** @param {Descriptor[]} descriptors */
const described = (descriptors) => descriptors.map(({ id, type }) => ({ id: toBytes(id), type }));

/**
 * @param {PublicKeyCredential} credential
 * @param {Record<string, ArrayBuffer>} response
 */
function written({ id, rawId, type, response: { clientDataJSON } }, response) {
  const fields = Object.entries({ clientDataJSON, ...response }).map(([name, bytes]) => [name, toText(bytes)]);
  return JSON.stringify({ id, rawId: toText(rawId), type, response: Object.fromEntries(fields) });
}

/** @param {string} text base64url */
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

/** @param {ArrayBuffer} bytes */
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
