/**
 * A member's opened secrets. They are in this worker's memory and nowhere else in clear; the tab
 * keeps them between pages only encrypted, under a key that the server's session holds.
 */
import { identityFromSeed, openSealed } from '../crypto/age.js';
import { fromBase64, fromHex, toHex } from '../crypto/bytes.js';
import { fingerprint as fingerprintOf, readingHalf } from '../crypto/keys.js';
import { derive } from '../crypto/passwords.js';
import { refusal } from '../crypto/refusal.js';
import { readRoster } from '../crypto/roster.js';
import { vouch } from '../crypto/vouch.js';
import { openGrants } from './grants.js';
import { keep, takeUp } from './held.js';
import { digestOf, grown, isOlder, memoryIn, newest, NOTHING_SEEN } from './office-memory.js';
import { epochsOf, followChain, isInForce, isNamed, rosterOf } from './standing.js';

/**
 * @typedef {{ site: string, office: string, name: string }} Whose
 * @typedef {import('../crypto/vouch.js').Vouched} Vouched
 * @typedef {import('../crypto/roster.js').Roster} Roster
 * @typedef {{ secret: Uint8Array, version: number }} Case version: counts up with each new secret
 * @typedef {Whose & { member: Uint8Array, root: string, epochs: Map<number, Uint8Array>,
 *   cases: Map<string, Case>, vouched: Map<number, Vouched>, roster: Roster | null,
 *   rosterTrouble: string, recovery: string, known: Memory, forged: boolean, documents: Documents }} Ring
 *   root: the office's root key, hex, or empty; epochs: the secrets we hold, of epochs in vouched;
 *   vouched: every epoch that the chain proves; roster: on whatever day, or null with its
 *   rosterTrouble (to seal, see `rosterOn`); recovery: the trust secret's recipient, or empty;
 *   known: what this browser has seen of the office; forged: a grant was not the office's
 * @typedef {{ epoch: number, sealed: string }} Grant
 * @typedef {import('./office-memory.js').Memory} Memory
 * @typedef {Partial<Memory> & { office: Record<string, any>, grants: Grant[], roster?: any, today?: string,
 *   earlier?: import('../crypto/history.js').Earlier[] }} Documents what the server tells, unproved;
 *   beside it what this browser remembers
 * @typedef {{ fingerprint: string, epoch: number, forged: boolean, roster: string,
 *   trouble: '' | 'expired' | import('./standing.js').Trouble }} Standing
 *   epoch: the one vouched for, or 0; roster: what is wrong with it, or empty
 */

const SECRET = 32;
const ROOT = 32;
const NOTHING = { office: {}, grants: [] };

/** No secrets are open: the page has to be unlocked first. */
export const Locked = refusal('Locked');
/** What was sealed to our passphrase is not a member's secret, alone or with the office's root key. */
export const KeyringInvalid = refusal('KeyringInvalid');
/** Nothing vouches for the office's members, so nothing is sealed to them. */
export const RosterUnvouched = refusal('RosterUnvouched');

/** @type {Ring | null} */
let opened = null;
/** @type {(Whose & { seed: Uint8Array }) | null} between deriving and opening */
let deriving = null;

/** @type {import('./main.js').Ops} */
export const ops = { deriveProof, openKeyring, refresh, noteAccepted, hold, restore, checkOffice, lock };

/** The opened secrets. Raises Locked. */
export function ring() {
  if (opened === null) throw new Locked('locked');
  return opened;
}

/** An identity for each epoch that we hold. */
export const epochIdentities = () => [...ring().epochs.values()].map((secret) => readingHalf('epoch', secret));

/**
 * Keep a case's secret beside the others; the caller has checked that it is the case's.
 * @param {string} id
 * @param {Case} found
 */
export const addCase = (id, { secret, version }) => { ring().cases.set(id, { secret, version }); };

/**
 * The roster to seal by: the whole chain is in force on this day. Raises RosterUnvouched, and what
 * `vouch` and `readRoster` raise.
 * @param {string} today
 */
export function rosterOn(today) {
  const { roster, rosterTrouble, documents, site } = ring();
  if (roster === null) throw new RosterUnvouched(rosterTrouble);
  vouch(documents.office, site, today);
  return readRoster(documents.roster, documents.office, site, today);
}

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
 * What opens the keyring next, where it is no passphrase (worker/passkey.js).
 * @param {Whose & { seed: Uint8Array }} begun
 */
export function beginOpening(begun) {
  deriving = begun;
}

/** What was derived last and has opened nothing yet. Raises Locked. */
export function derived() {
  if (deriving === null) throw new Locked('passphrase');
  return deriving;
}

/**
 * Open the member's secret and with it the epoch secrets. The office's root key lies in the same
 * seal, which only the passphrase's key makes: it is the anchor for all that the server says about
 * the office. Raises NoMatch and the like if what the server gave was not sealed to this passphrase.
 * @param {{ sealed_secret: string } & Documents} args
 */
async function openKeyring({ sealed_secret: sealedSecret, ...documents }) {
  const { seed, ...whose } = derived();
  deriving = null;
  const file = await openSealed(fromBase64(sealedSecret), [identityFromSeed(seed)]);
  if (file.length !== SECRET && file.length !== SECRET + ROOT) throw new KeyringInvalid('length');
  opened = ringOf(whose, file.slice(0, SECRET), toHex(file.slice(SECRET)));
  return refresh(documents);
}

/**
 * A ring before anything was read that the server says.
 * @param {Whose} whose
 * @param {Uint8Array} member
 * @param {string} root
 * @returns {Ring}
 */
const ringOf = ({ site, office, name }, member, root) => ({
  site, office, name, member, root, epochs: new Map(), cases: new Map(), vouched: new Map(), roster: null,
  rosterTrouble: 'RosterMissing', recovery: '', known: NOTHING_SEEN, forged: false, documents: NOTHING,
});

/**
 * Read what the server tells today: after opening, and on each page, since a colleague may have
 * changed the keys. A grant proves nothing by itself, anybody can seal to a member: it counts only
 * if it is a key that the office's own chain names. Gives what to remember.
 * @param {Documents} documents
 * @returns {Promise<Memory>}
 */
async function refresh(documents) {
  const own = ring();
  const { office, grants, earlier = [], roster: signed = null, today = '' } = documents;
  const known = newest({ ...own.known, anchor: own.root }, memoryIn(documents));
  const vouched = epochsOf(office, earlier, own);
  const { roster, rosterTrouble } = rosterOf(signed, office, own, known);
  const held = await openGrants(grants, own, vouched);
  const isNew = vouched.size > 0 && !isOlder(known, office);
  Object.assign(own, held, {
    vouched, roster, rosterTrouble, recovery: roster?.recovery ?? '', documents,
    known: isNew ? grown(known, office, roster && signed) : known,
  });
  if (today !== '' && isSealedBy(today)) own.known.proved = own.known.seen;
  return own.known;
}

/**
 * The server has taken what we signed: nothing older is believed from now on, whoever shows it. Gives
 * what to remember. Without a statement or charter the present one goes on.
 * @param {{ roster: Record<string, any>, statement?: Record<string, any>, charter?: Record<string, any>, root_key?: string }} taken
 */
function noteAccepted({ roster, statement, charter, root_key: anchor = '' }) {
  const own = ring();
  const { office: before } = own.documents;
  const office = { charter: charter ?? before.charter, statement: statement ?? before.statement };
  const ours = digestOf({ statement: office.statement, roster });
  own.known = grown(own.known, office, roster, { ours, proved: roster.version, anchor });
  return own.known;
}

/** Whether there is a roster to seal by on this day. @param {string} today */
function isSealedBy(today) {
  try {
    return rosterOn(today) !== null;
  } catch {
    return false;
  }
}

/**
 * The opened secrets, encrypted for the tab to keep until the next page.
 * @param {{ key: string }} args
 */
function hold({ key }) {
  return keep(ring(), key);
}

/**
 * Take up what the tab kept; `refresh` then reads what the server tells. Raises HeldInvalid.
 * @param {Whose & { key: string, held: string }} args
 */
function restore({ key, held, ...whose }) {
  const { member, root, ...kept } = takeUp(whose, key, held);
  opened = { ...ringOf(whose, member, root), ...kept };
}

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
  const { site, root, epochs, forged, rosterTrouble } = ring();
  const { vouched, trouble } = followChain(office, ring());
  const fingerprint = root === '' ? '' : fingerprintOf(root);
  const standing = { fingerprint, epoch: vouched?.epoch ?? 0, forged, roster: rosterTrouble };
  if (vouched === null) return { ...standing, trouble };
  const secret = epochs.get(vouched.epoch);
  const ours = secret ? await isNamed(secret, vouched) : epochs.size === 0;
  if (!ours) return { ...standing, trouble: 'broken' };
  return { ...standing, trouble: isInForce(office, site, today) ? '' : 'expired' };
}
