/** The office a page writes to, and whether its keys can be trusted. */
import { byId, all } from '../components/dom.js';
import { ask } from '../components/worker.js';
import { request } from './requests.js';

/**
 * @typedef {import('../crypto/vouch.js').Vouched} Vouched
 * @typedef {{ site: string, vouched: Vouched, facts: Record<string, any> }} Office
 */

/** @type {Record<string, string>} name of the refusal → which explanation stands in stop.html */
const REASONS = {
  FingerprintMismatch: 'mismatch',
  CharterInvalid: 'broken',
  CharterExpired: 'expired',
  OfficeMismatch: 'broken',
  LeaderUnknown: 'broken',
  StatementInvalid: 'broken',
  StatementExpired: 'expired',
};

/** Nothing may be sealed for this office: the chain from its poster does not hold. */
export class Untrusted extends Error {
  name = 'Untrusted';

  /** @param {string} reason mismatch, expired or broken */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Fetch an office's facts and statements and vouch for them. Raises Untrusted, Offline, Refused.
 * @param {string} slug
 * @param {string | null} fingerprint expected, if known
 * @returns {Promise<Office>}
 */
export async function findOffice(slug, fingerprint) {
  const facts = await request(`/o/${slug}/office.json`);
  const { site } = Object(facts.statement); // signed, so vouched for with the rest
  return { site, facts, vouched: await vouchFor(slug, facts, site, fingerprint) };
}

/**
 * What an `office.json` proves about the office we mean. Raises Untrusted.
 * @param {string} slug
 * @param {Record<string, any>} facts
 * @param {string} site
 * @param {string | null} fingerprint
 * @returns {Promise<Vouched>}
 */
export async function vouchFor(slug, facts, site, fingerprint) {
  const vouched = await ask('vouch', { office: facts, site, today: today(), fingerprint }).catch((error) => {
    throw error.name in REASONS ? new Untrusted(REASONS[error.name]) : error;
  });
  if (vouched.office !== slug) throw new Untrusted('broken');
  return vouched;
}

/**
 * Vouch for a mailbox's office by the poster. Whoever wrote to the authority comes back with the
 * hospital's poster, which bears both fingerprints: it must be one of them. Raises Untrusted.
 * @param {string} slug
 * @param {Record<string, any>} facts
 * @param {string} site
 * @param {string[]} fingerprints none: decision 0006
 * @returns {Promise<Vouched>}
 */
export async function vouchByPoster(slug, facts, site, [fingerprint, ...others]) {
  try {
    return await vouchFor(slug, facts, site, fingerprint ?? null);
  } catch (error) {
    if (others.length === 0 || !(error instanceof Untrusted) || error.reason !== 'mismatch') throw error;
    return vouchByPoster(slug, facts, site, others);
  }
}

/** Today in Asia/Shanghai, where the offices are. */
export const today = () => new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);

/**
 * Put the warning in place of the page.
 * @param {string} reason
 */
export function stopWriting(reason) {
  const warning = byId('stop');
  for (const words of all(warning, '[data-reason]')) words.hidden = words.dataset.reason !== reason;
  byId('open').hidden = true;
  warning.hidden = false;
  warning.focus();
}
