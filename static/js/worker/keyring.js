/**
 * A member's opened secrets. They are in this worker's memory and nowhere else in clear; the tab
 * keeps them between pages only encrypted, under a key that the server's session holds.
 */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { openSealed, recipientOf, identityFromSeed } from '../crypto/age.js';
import { concat, fromBase64, fromHex, fromUtf8, randomBytes, toBase64, toHex, toUtf8 } from '../crypto/bytes.js';
import { fingerprint as fingerprintOf, readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { derive } from '../crypto/passwords.js';
import { vouch } from '../crypto/vouch.js';

/**
 * @typedef {{ site: string, office: string, name: string }} Whose
 * @typedef {Whose & { member: Uint8Array, epochs: Map<number, Uint8Array> }} Ring
 * @typedef {{ fingerprint: string, trouble: '' | 'expired' | 'replaced' | 'broken' }} Standing
 */

const NONCE = 12;
const SECRET = 32;

/** No secrets are open: the page has to be unlocked first. */
export class Locked extends Error {
  name = 'Locked';
}
/** What the tab kept was kept for somebody else, or under another key. */
export class HeldInvalid extends Error {
  name = 'HeldInvalid';
}
/** A secret that was sealed to us is not one. */
export class GrantInvalid extends Error {
  name = 'GrantInvalid';
}

/** @type {Ring | null} */
let opened = null;
/** @type {(Whose & { seed: Uint8Array }) | null} between deriving and opening */
let deriving = null;

/** @type {import('./main.js').Ops} */
export const ops = { deriveProof, openKeyring, hold, restore, checkOffice, lock };

/** The opened secrets. Raises Locked. */
export function ring() {
  if (opened === null) throw new Locked('locked');
  return opened;
}

/** An identity for each epoch that we hold. */
export const epochIdentities = () => [...ring().epochs.values()].map((secret) => readingHalf('epoch', secret));

/**
 * What a passphrase proves. The seed that opens the member's secret stays here.
 * @param {Whose & { passphrase: string }} args
 * @param {(share: number) => void} progress
 */
function deriveProof({ site, office, name, passphrase }, progress) {
  const { proof, seed } = derive(passphrase, fromHex(site, 16), office, name, progress);
  deriving = { site, office, name, seed };
  return toHex(proof);
}

/**
 * Open the member's secret and with it the epoch secrets. Raises NoMatch and the like if what
 * the server gave was not sealed to this passphrase; a grant that does not open is left out.
 * @param {{ sealed_secret: string, grants: { epoch: number, sealed: string }[] }} args
 */
async function openKeyring({ sealed_secret: sealedSecret, grants }) {
  if (deriving === null) throw new Locked('passphrase');
  const { seed, ...whose } = deriving;
  deriving = null;
  const member = secretIn(await openSealed(fromBase64(sealedSecret), [identityFromSeed(seed)]));
  const epochs = await Promise.all(grants.map((grant) => openGrant(grant, readingHalf('member', member))));
  opened = { ...whose, member, epochs: new Map(epochs.flat()) };
  return { missing: grants.length - opened.epochs.size };
}

/**
 * @param {{ epoch: number, sealed: string }} grant
 * @param {string} identity
 * @returns {Promise<[number, Uint8Array][]>}
 */
async function openGrant({ epoch, sealed }, identity) {
  try {
    return [[epoch, secretIn(await openSealed(fromBase64(sealed), [identity]))]];
  } catch {
    return [];
  }
}

/** @param {Uint8Array} bytes */
function secretIn(bytes) {
  if (bytes.length !== SECRET) throw new GrantInvalid('length');
  return bytes;
}

/**
 * The opened secrets, encrypted for the tab to keep until the next page.
 * @param {{ key: string }} args
 */
function hold({ key }) {
  const { member, epochs } = ring();
  const secrets = { member: toHex(member), epochs: [...epochs].map(([epoch, secret]) => [epoch, toHex(secret)]) };
  const nonce = randomBytes(NONCE);
  const cipher = chacha20poly1305(fromHex(key, 32), nonce, whoseBytes(ring()));
  return toBase64(concat(nonce, cipher.encrypt(toUtf8(JSON.stringify(secrets)))));
}

/**
 * Take up what the tab kept. Raises HeldInvalid.
 * @param {Whose & { key: string, held: string }} args
 */
function restore({ key, held, ...whose }) {
  try {
    const bytes = fromBase64(held);
    const cipher = chacha20poly1305(fromHex(key, 32), bytes.slice(0, NONCE), whoseBytes(whose));
    const { member, epochs } = JSON.parse(fromUtf8(cipher.decrypt(bytes.slice(NONCE))));
    opened = { ...whose, member: fromHex(member, SECRET), epochs: new Map(epochs.map(readEpoch)) };
  } catch {
    throw new HeldInvalid('held');
  }
}

/** @param {[number, string]} pair @returns {[number, Uint8Array]} */
const readEpoch = ([epoch, secret]) => [epoch, fromHex(secret, SECRET)];

/** @param {Whose} whose */
const whoseBytes = ({ site, office, name }) => toUtf8(JSON.stringify(['qingfeng/held/1', site, office, name]));

/** Forget every secret. */
function lock() {
  opened = null;
  deriving = null;
}

/**
 * Whether what the server shows the public about this office is what we hold the keys of.
 * @param {{ office: Record<string, any>, today: string, pinned: string | null }} args
 * @returns {Promise<Standing>}
 */
export async function checkOffice({ office, today, pinned }) {
  const trouble = troubleWith(office, today, pinned);
  const ours = office.office === ring().office && await showsOurKeys(office.statement);
  const { root_key: rootKey = '' } = office;
  const fingerprint = trouble === 'broken' ? '' : fingerprintOf(rootKey);
  return { fingerprint, trouble: ours || trouble === 'replaced' ? trouble : 'broken' };
}

/**
 * @param {Record<string, any>} office
 * @param {string} today
 * @param {string | null} pinned
 */
function troubleWith(office, today, pinned) {
  try {
    vouch(office, ring().site, today, pinned);
    return '';
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (name === 'FingerprintMismatch') return 'replaced';
    return name === 'CharterExpired' || name === 'StatementExpired' ? 'expired' : 'broken';
  }
}

/**
 * Members without epoch secrets cannot tell, and have nothing to answer with.
 * @param {Record<string, any>} statement
 */
async function showsOurKeys(statement) {
  const secret = ring().epochs.get(statement.epoch);
  if (secret === undefined) return ring().epochs.size === 0;
  return statement.answer_key === verifyKey(signingHalf('epoch', secret))
    && statement.recipient === await recipientOf(readingHalf('epoch', secret));
}
