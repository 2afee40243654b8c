/** A case's new secret, where a person asks for it. */
import { byId } from '../components/dom.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { onClick } from './case-button.js';
import { rosterNames } from './roster-names.js';
import { sendSigned } from './seen-cases.js';

/** @typedef {import('./report-page.js').Page} Page */

/**
 * A case that no keyholder of today stands behind: once somebody has looked at it, it gets a secret
 * that whoever signed it last does not know.
 * @param {Page} page
 * @param {object} documents as they are shown
 */
export function offerAnew(page, documents) {
  byId('anew').hidden = false;
  onClick('anew', async () => {
    await rekey(page, documents, { confirmed: true });
    location.reload();
  });
}

/**
 * Who is recused by the server's word, and has the key by what is signed: a new secret ends that.
 * @param {Page} page
 * @param {import('./case-access.js').Fetched} opened
 */
export async function showStill(page, { documents, view }) {
  const names = documents.recused.map(({ name }) => name).filter((name) => view.members.includes(name));
  if (names.length === 0) return;
  const shown = await rosterNames();
  byId('still').hidden = false;
  byId('still-names').textContent = names.map(shown).join('、');
  if (!view.proved || !isKeyholder(page)) return;
  byId('rekey').hidden = false;
  onClick('rekey', async () => {
    await rekey(page, documents, { recused: names });
    location.reload();
  });
}

/**
 * @param {Page} page
 * @param {object} documents
 * @param {{ confirmed?: boolean, recused?: string[] }} change
 */
async function rekey({ path, id, session }, documents, change) {
  const form = await ask('rekeyCase', { documents, ...change, office: session.office, today: today() });
  await sendSigned(session, { id, version: form.version }, 'POST', `${path}/rekey`, form);
}

/** Whether we may give it a new one. @param {Page} page */
export const isKeyholder = ({ session: { member } }) => member.roles.some((role) => ['registrar', 'leader'].includes(role));
