/** How opening can fail; the same names as in crypto/age/errors.py. */

/** A file, recipient or identity is not what the age format asks for. */
export class AgeError extends Error {
  name = 'AgeError';
}
/** The header is not an age v1 header. */
export class HeaderInvalid extends AgeError {
  name = 'HeaderInvalid';
}
/** None of the identities is a recipient of this file. */
export class NoMatch extends AgeError {
  name = 'NoMatch';
}
/** The header was changed after sealing. */
export class MacMismatch extends AgeError {
  name = 'MacMismatch';
}
/** The contents were changed, cut or extended after sealing. */
export class PayloadInvalid extends AgeError {
  name = 'PayloadInvalid';
}
/** The recipient is of a type that we do not seal to or open; the message names it. */
export class UnsupportedRecipient extends AgeError {
  name = 'UnsupportedRecipient';
}
