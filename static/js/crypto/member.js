/** The fingerprint of a member's keys, which a leader compares with the person (当面核对). */
import { printed } from './keys.js';
import { canonical } from './statements.js';

/**
 * @typedef {{ site: string, office: string, name: string, recipient: string, verifyKey: string,
 *   root: string }} Person site, verifyKey: hex; root: the office's root key, hex, or empty before it has one
 */

/**
 * In the form of an office's fingerprint, over canonical JSON.
 * @param {Person} person
 */
export const memberFingerprint = ({ site, office, name, recipient, verifyKey, root }) => printed(canonical({
  type: 'qingfeng/member', site, office, name, recipient, verify_key: verifyKey, root_key: root,
}));
