/** Whether a paper that leaves says who reported, or repeats what they wrote: an oversight, told before it goes. */

/**
 * @typedef {import('../worker/cases.js').CaseView} CaseView
 * @typedef {import('../papers/fill.js').Model} Model
 */

/** Papers for the reporter alone. */
const THEIRS = ['acceptance', 'answer'];
/** So many characters in a row are no accident. */
const RUN = 16;

/**
 * @param {Model} model
 * @param {Pick<CaseView, 'said' | 'plain' | 'taken' | 'letters'>} view
 */
export function tellsOfReporter(model, { said, plain, taken, letters }) {
  if (model.internal || THEIRS.includes(model.id)) return false;
  const paper = squeezed(JSON.stringify(model.blocks));
  const details = Object.values(taken.details).map(squeezed).filter((one) => one.length > 1);
  const words = [plain, ...said.flatMap((one) => [one, ...one.items.flat()]).map(({ text }) => text), ...letters.filter(({ from }) => from === 'reporter').map(({ text }) => text)];
  return details.some((one) => paper.includes(one)) || words.some((one) => repeats(paper, squeezed(one)));
}

/** Without spaces, marks and escapes. @param {string} words */
const squeezed = (words) => [...words.replace(/\\./g, '')].filter((one) => /[\p{L}\p{N}]/u.test(one)).join('');

/**
 * @param {string} paper
 * @param {string} words
 */
function repeats(paper, words) {
  for (let at = 0; at + RUN <= words.length; at += 1) if (paper.includes(words.slice(at, at + RUN))) return true;
  return false;
}
