/** What to tell when sheets do not join, or what they would sign is not to be signed. */
import { text } from '../components/texts.js';
import { failureText } from './unlocking.js';

/** A sheet that cannot be one. */
const SHEET = /** @type {Record<string, string>} */ ({
  WordUnknown: 'word_unknown',
  WordsMissing: 'words_missing',
  ChecksumWrong: 'checksum_wrong',
  SheetForeign: 'sheet_foreign',
});
const TEXTS = /** @type {Record<string, string>} */ ({
  TooFewSheets: 'too_few_sheets',
  SheetTwice: 'sheet_twice',
  SheetsDiffer: 'sheets_differ',
  OtherOffice: 'other_office',
  OfficeReplaced: 'office_replaced',
  OfficeBroken: 'office_replaced',
  OfficeReplayed: 'office_replayed',
});

/** @param {string} typed its words, as the worker counts them */
export const wordsIn = (typed) => typed.normalize('NFKC').match(/[A-Za-z]+/g) ?? [];

/**
 * @param {Error} error whose message is a number where there is one to tell
 * @param {string} typed
 */
export function sheetFailure({ name, message }, typed) {
  if (!(name in SHEET)) return text('fault');
  return text(SHEET[name], { n: message, word: wordsIn(typed)[Number(message) - 1] ?? '' });
}

/** @param {Error} error whose message is a number where there is one to tell */
export const recoveryFailure = (error) =>
  (error.name in TEXTS ? text(TEXTS[error.name], { n: error.message }) : failureText(error));
