/**
 * A member's opened secrets. They are in this worker's memory and nowhere else in clear; the tab
 * keeps them between pages only encrypted, under a key that the server's session holds.
 */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { identityFromSeed, openSealed } from '../crypto/age.js';
import { concat, fromBase64, fromHex, fromUtf8, randomBytes, toBase64, toHex, toUtf8 } from '../crypto/bytes.js';
import { fingerprint as fingerprintOf, readingHalf } from '../crypto/keys.js';
import { derive } from '../crypto/passwords.js';
import { followChain, isInForce, isNamed } from './standing.js';

/**
 * @typedef {{ site: string, office: string, name: string }} Whose
 * @typedef {Whose & { member: Uint8Array, root: string, epochs: Map<number, Uint8Array>,
 *   forged: boolean }} Ring root: the office's root key, hex; forged: a grant was not the office's
 * @typedef {{ epoch: number, sealed: string }} Grant
 * @typedef {import('../crypto/vouch.js').Vouched} Vouched
 * @typedef {{ fingerprint: string, epoch: number, forged: boolean,
 *   trouble: '' | 'expired' | 'replaced' | 'broken' }} Standing epoch: the one vouched for, or 0
 */

const NONCE = 12;
const SECRET = 32;
const ROOT = 32;

/** No secrets are open: the page has to be unlocked first. */
export class Locked extends Error {
  name = 'Locked';
}
/** What the tab kept was kept for somebody else, or under another key. */
export class HeldInvalid extends Error {
  name = 'HeldInvalid';
}
/** What was sealed to our passphrase is not a member's secret with the office's root key. */
export class KeyringInvalid extends Error {
  name = 'KeyringInvalid';
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
 * Open the member's secret and with it the epoch secrets. The office's root key lies in the same
 * seal, which only the passphrase's key makes: it is the anchor for all that the server says about
 * the office. Raises NoMatch and the like if what the server gave was not sealed to this
 * passphrase. A grant proves nothing by itself, anybody can seal to a member: it counts only if
 * it is the key that the office's own chain names.
 * @param {{ sealed_secret: string, grants: Grant[], office: Record<string, any> }} args
 */
async function openKeyring({ sealed_secret: sealedSecret, grants, office }) {
  if (deriving === null) throw new Locked('passphrase');
  const { seed, ...whose } = deriving;
  deriving = null;
  const both = await openSealed(fromBase64(sealedSecret), [identityFromSeed(seed)]);
  if (both.length !== SECRET + ROOT) throw new KeyringInvalid('length');
  const [member, root] = [both.slice(0, SECRET), toHex(both.slice(SECRET))];
  const { vouched } = followChain(office, { ...whose, root });
  opened = { ...whose, member, root, ...await openGrants(grants, readingHalf('member', member), vouched) };
}

/**
 * The epoch that the chain names; earlier ones would need their own statements, and no office has
 * rotated its key yet. `forged`: something else was sealed to us under its number or a later one.
 * @param {Grant[]} grants
 * @param {string} identity
 * @param {Vouched | null} vouched
 */
async function openGrants(grants, identity, vouched) {
  const epochs = /** @type {Map<number, Uint8Array>} */ (new Map());
  let forged = false;
  for (const { epoch, sealed } of grants) {
    const secret = await openGrant(sealed, identity);
    if (secret === null || vouched === null) continue;
    if (epoch === vouched.epoch && await isNamed(secret, vouched)) epochs.set(epoch, secret);
    else forged = forged || epoch >= vouched.epoch;
  }
  return { epochs, forged };
}

/**
 * @param {string} sealed
 * @param {string} identity
 */
async function openGrant(sealed, identity) {
  try {
    return await openSealed(fromBase64(sealed), [identity]);
  } catch {
    return null;
  }
}

/**
 * The opened secrets, encrypted for the tab to keep until the next page.
 * @param {{ key: string }} args
 */
function hold({ key }) {
  const { member, root, epochs, forged } = ring();
  const secrets = { member: toHex(member), root, forged, epochs: [...epochs].map(([epoch, secret]) => [epoch, toHex(secret)]) };
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
    const { member, root, forged, epochs } = JSON.parse(fromUtf8(cipher.decrypt(bytes.slice(NONCE))));
    fromHex(root, ROOT);
    opened = { ...whose, member: fromHex(member, SECRET), root, forged, epochs: new Map(epochs.map(readEpoch)) };
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
 * @param {{ office: Record<string, any>, today: string }} args
 * @returns {Promise<Standing>}
 */
export async function checkOffice({ office, today }) {
  const { site, root, epochs, forged } = ring();
  const { vouched, trouble } = followChain(office, ring());
  const standing = { fingerprint: fingerprintOf(root), epoch: vouched?.epoch ?? 0, forged };
  if (vouched === null) return { ...standing, trouble };
  const secret = epochs.get(vouched.epoch);
  const ours = secret ? await isNamed(secret, vouched) : epochs.size === 0;
  if (!ours) return { ...standing, trouble: 'broken' };
  return { ...standing, trouble: isInForce(office, site, today) ? '' : 'expired' };
}
