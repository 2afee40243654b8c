/** What the worker does for the questions: vouch, draw a receipt code, seal a report, work. */
import { recipientOf, seal } from '../crypto/age.js';
import { fromHex, fromUtf8, idBytes, newId, sha256, toHex, toUtf8 } from '../crypto/bytes.js';
import { readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { pad } from '../crypto/padding.js';
import { mailboxId, mailboxToken, newCode, reporterSecret } from '../crypto/receipt.js';
import { vouch } from '../crypto/vouch.js';
import { solve } from '../crypto/work.js';

/**
 * @typedef {{ id: string, question: string, choices: { id: string, text: string }[], text: string,
 *   items?: Said[][] }} Said
 * @typedef {{ answers: Said[], attachments: Attachment[], deliver: string, slip?: string }} Content
 *   deliver: now, 2wk, 4wk or 8wk; slip: number of a hand-in slip
 * @typedef {import('../components/attachments.js').Attachment} Attachment
 * @typedef {{ id: string, body: Uint8Array, digest: string }} Sealed
 */

/** @type {import('./main.js').Ops} */
export const ops = {
  vouch: ({ office, site, today, fingerprint }) => vouch(office, site, today, fingerprint),
  newReceipt,
  sealReport,
  solve: ({ challenge, difficulty, id, digest }, progress) =>
    toHex(solve(fromHex(challenge, 32), idBytes(id), fromHex(digest, 32), difficulty, progress)),
};

/**
 * A new receipt code and what follows from it, except the secret itself.
 * @param {{ site: string }} args
 */
async function newReceipt({ site }) {
  const code = newCode();
  const secret = reporterSecret(code, fromHex(site, 16));
  return {
    code,
    mailboxId: toHex(mailboxId(mailboxToken(secret))),
    recipient: await recipientOf(readingHalf('reporter', secret)),
    verifyKey: verifyKey(signingHalf('reporter', secret)),
  };
}

/**
 * A report, sealed (docs/report-format.md). Raises TooLong.
 * @param {Content & { id?: string, kind: string, flow: string, language: string, site: string,
 *   office: import('../crypto/vouch.js').Vouched, concerns: { office: string, name: string },
 *   receipt: { mailboxId: string, recipient: string, verifyKey: string } }} args
 *   office: whom it is sealed to; concerns: the office on whose page it was written
 * @returns {Promise<Sealed>}
 */
async function sealReport({ id = newId(), kind, flow, language, site, office, concerns, receipt, ...content }) {
  const report = {
    format: 'qingfeng.report/1',
    kind,
    site,
    office: office.office,
    concerns,
    report_id: id,
    mailbox_id: receipt.mailboxId,
    reporter: { recipient: receipt.recipient, verify_key: receipt.verifyKey },
    language,
    flow,
    answers: content.answers.map(wellSaid),
    attachments: content.attachments.map((one) => ({ ...one, name: wellFormed(one.name) })),
    wishes: { deliver: content.deliver },
    slip: content.slip,
  };
  return sealed(id, report, office.recipient);
}

/**
 * @param {string} id
 * @param {object} content
 * @param {string} recipient
 * @returns {Promise<Sealed>}
 */
export async function sealed(id, content, recipient) {
  const body = await seal(pad(toUtf8(JSON.stringify(content))), [recipient]);
  return { id, body, digest: toHex(sha256(body)) };
}

/**
 * @param {Said} answer
 * @returns {Said}
 */
const wellSaid = (answer) => ({
  ...answer, text: wellFormed(answer.text), items: answer.items?.map((item) => item.map(wellSaid)),
});

/**
 * Text without halves of characters, which some input methods leave behind.
 * @param {string} text
 */
export const wellFormed = (text) => fromUtf8(toUtf8(text));
