/**
 * What the oldest browsers we serve had, by MDN's compatibility data (@mdn/browser-compat-data):
 * Chrome 86, on phones and in WeChat, and Safari 14.5, which is 14.1 on a computer.
 */
import { createRequire } from 'node:module';

const FLOOR = { chrome: 86, chrome_android: 86, webview_android: 86, safari: 14.1, safari_ios: 14.5 };

/**
 * Newer than the floor, and yet they may stand: crypto/floor.js brings `hasOwn` and `setBigUint64`
 * where they are missing; @noble and @scure ask before they use the four of Uint8Array; casework
 * asks for BroadcastChannel and for passkeys and does without them.
 */
export const ASKED_FIRST = [
  'hasOwn', 'setBigUint64', 'toHex', 'fromHex', 'toBase64', 'fromBase64', 'BroadcastChannel',
  'AuthenticatorResponse', 'AuthenticatorAttestationResponse', 'AuthenticatorAssertionResponse',
];

/**
 * @typedef {{ version_added?: string | false, version_removed?: string, flags?: unknown, prefix?: string,
 *   alternative_name?: string, partial_implementation?: true }} Support
 * @typedef {{ __compat?: { support: Record<string, Support | Support[] | 'mirror'> }, [key: string]: any }} Feature
 */

/** @type {Record<string, any>} */
export const data = createRequire(import.meta.url)('@mdn/browser-compat-data');

/** @param {unknown} version a release, `preview`, or ≤ a release */
const release = (version) => (typeof version === 'string' && version !== 'preview' ? Number.parseFloat(version.replace('≤', '')) : Infinity);

/**
 * @param {Support} support
 * @param {number} oldest
 */
function counts(support, oldest) {
  const other = support.flags ?? support.prefix ?? support.alternative_name;
  return other === undefined && release(support.version_added) <= oldest && release(support.version_removed) > oldest;
}

/**
 * Whether every browser at the floor had a feature.
 * @param {Feature | undefined} feature
 */
export function had(feature) {
  const support = feature?.__compat?.support;
  if (support === undefined) return false;
  return Object.entries(FLOOR).every(([browser, oldest]) => {
    const theirs = support[browser];
    return theirs === undefined || [theirs].flat().some((one) => counts(/** @type {Support} */ (one), oldest));
  });
}

/**
 * The features of one group, without the group's own remarks.
 * @param {Feature} group
 * @returns {[string, Feature][]}
 */
export const within = (group) => Object.entries(group).filter(([name, feature]) => !name.startsWith('__') && feature.__compat);

/**
 * Names that no browser at the floor knew in any of several groups.
 * @param {Feature[]} groups
 */
export function newer(groups) {
  const all = groups.flatMap(within).map(([name, feature]) => ({ name: plain(name), known: had(feature) }));
  const known = new Set(all.filter((one) => one.known).map(({ name }) => name));
  return [...new Set(all.map(({ name }) => name).filter((name) => !known.has(name)))].sort();
}

/** A member as it is written: `timeout_static` is `timeout`. @param {string} name */
export const plain = (name) => name.replace(/_(static|event|permission)$/, '');
