/** How opening can fail; the same names as in crypto/age/errors.py. */
import { refusal } from './refusal.js';

/** A file, recipient or identity is not what the age format asks for. */
export const AgeError = refusal('AgeError');
/** The header is not an age v1 header. */
export const HeaderInvalid = refusal('HeaderInvalid', AgeError);
/** None of the identities is a recipient of this file. */
export const NoMatch = refusal('NoMatch', AgeError);
/** The header was changed after sealing. */
export const MacMismatch = refusal('MacMismatch', AgeError);
/** The contents were changed, cut or extended after sealing. */
export const PayloadInvalid = refusal('PayloadInvalid', AgeError);
/** The recipient is of a type that we do not seal to or open; the message names it. */
export const UnsupportedRecipient = refusal('UnsupportedRecipient', AgeError);
