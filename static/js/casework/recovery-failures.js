/** What to tell when sheets do not join, or what they would sign is not to be signed. */
import { text } from '../components/texts.js';
import { failureText } from './unlocking.js';

const TEXTS = /** @type {Record<string, string>} */ ({
  WordUnknown: 'word_unknown',
  WordsMissing: 'words_missing',
  ChecksumWrong: 'checksum_wrong',
  SheetForeign: 'sheet_foreign',
  TooFewSheets: 'too_few_sheets',
  SheetTwice: 'sheet_twice',
  SheetsDiffer: 'sheets_differ',
  OtherOffice: 'other_office',
  OfficeReplaced: 'office_replaced',
  OfficeBroken: 'office_replaced',
  OfficeReplayed: 'office_replayed',
});

/** @param {Error} error whose message is a number where there is one to tell */
export const recoveryFailure = (error) =>
  (error.name in TEXTS ? text(TEXTS[error.name], { n: error.message }) : failureText(error));
