/** Why sheets do not give their secret; the messages are numbers for the page to speak of. */
import { refusal } from './refusal.js';

/** A word is not one of the list; the message is its position, from 1. */
export const WordUnknown = refusal('WordUnknown');
/** There are too few or too many words; the message is how many there are. */
export const WordsMissing = refusal('WordsMissing');
/** A word is wrong, or two have changed places. */
export const ChecksumWrong = refusal('ChecksumWrong');
/** A sound sheet of SLIP-39, but of a kind that is not made here. */
export const SheetForeign = refusal('SheetForeign');
/** The sheets are not of one secret. */
export const SheetsDiffer = refusal('SheetsDiffer');
/** One sheet was given twice; the message is the number printed on it. */
export const SheetTwice = refusal('SheetTwice');
/** Sheets are missing; the message is how many. */
export const TooFewSheets = refusal('TooFewSheets');
