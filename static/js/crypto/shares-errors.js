/** Why sheets do not give their secret; the messages are numbers for the page to speak of. */

/** A word is not one of the list; the message is its position, from 1. */
export class WordUnknown extends Error {
  name = 'WordUnknown';
}
/** There are too few or too many words; the message is how many there are. */
export class WordsMissing extends Error {
  name = 'WordsMissing';
}
/** A word is wrong, or two have changed places. */
export class ChecksumWrong extends Error {
  name = 'ChecksumWrong';
}
/** A sound sheet of SLIP-39, but of a kind that is not made here. */
export class SheetForeign extends Error {
  name = 'SheetForeign';
}
/** The sheets are not of one secret. */
export class SheetsDiffer extends Error {
  name = 'SheetsDiffer';
}
/** One sheet was given twice; the message is the number printed on it. */
export class SheetTwice extends Error {
  name = 'SheetTwice';
}
/** Sheets are missing; the message is how many. */
export class TooFewSheets extends Error {
  name = 'TooFewSheets';
}
