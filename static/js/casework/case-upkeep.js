/**
 * What a member's browser does quietly when they sit down: cases from which somebody stepped aside
 * get a new secret, and the own declaration is sealed to the keyholders of today.
 */
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { sendSigned } from './seen-cases.js';
import { get, send } from './server.js';

/** @param {import('./server.js').SessionDocument} session */
export async function upkeep(session) {
  const { roles } = session.member;
  // Before a leader has compared the keys there is nothing to keep up, and nothing is shown.
  if (!session.rostered) return;
  if (!roles.some((role) => ['registrar', 'leader', 'investigator', 'secretary'].includes(role))) return;
  if (roles.some((role) => ['registrar', 'leader'].includes(role))) await rekeyDue(session).catch(() => {});
  await renewDeclaration().catch(() => {});
}

/**
 * A few at a time; a colleague's browser may have been faster.
 * @param {import('./server.js').SessionDocument} session
 */
async function rekeyDue(session) {
  const { office } = session;
  const { cases } = await get('cases/due.json');
  for (const id of cases) {
    const documents = await get(`cases/${id}.json`);
    // One that is not proved waits for a person, who looks at it first (case-access.js).
    const form = await ask('rekeyCase', { documents, unasked: true, office, today: today() }).catch(() => null);
    if (form !== null) await sendSigned(session, { id, version: form.version }, 'POST', `cases/${id}/rekey`, form).catch(() => {});
  }
}

async function renewDeclaration() {
  const { own } = await get('declarations.json');
  if (own === null) return;
  const { entries, outdated } = await ask('openOwnDeclaration', { sealed: own, today: today() });
  if (outdated) await send('PUT', 'declarations', await ask('sealDeclaration', { entries, today: today() }));
}
