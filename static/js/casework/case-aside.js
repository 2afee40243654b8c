/** "I should not handle this": stepping aside from a case (自行回避). */
import { byId } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { allowLeaving } from '../portal/unsent.js';
import { goQueue, send } from './server.js';
import { failureText } from './unlocking.js';

/** @param {import('./report-page.js').Page} page */
export function stepAside({ path, session }) {
  const [open, sure] = [byId('step-aside'), byId('aside')];
  open.addEventListener('click', () => {
    sure.hidden = false;
    byId('aside-no').focus();
  });
  byId('aside-no').addEventListener('click', () => {
    sure.hidden = true;
    open.focus();
  });
  byId('aside-yes').addEventListener('click', async () => {
    try {
      await send('POST', `${path}/recusals`, { member: session.member.name, reason: 'own' });
      allowLeaving();
      goQueue();
    } catch (error) {
      showError(failureText(error));
    }
  });
}
