/** Ask before a page with unsent words is closed by mistake. */

/** @param {BeforeUnloadEvent} event */
function ask(event) {
  event.preventDefault();
  event.returnValue = '';
}

export const askBeforeLeaving = () => window.addEventListener('beforeunload', ask);

export const allowLeaving = () => window.removeEventListener('beforeunload', ask);
