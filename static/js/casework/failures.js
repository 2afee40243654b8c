/** What it means that a sealed report could not be shown. */

// How the worker says that a file does not open, or is not what was sealed.
const DAMAGED = ['AgeError', 'HeaderInvalid', 'MacMismatch', 'PayloadInvalid', 'UnsupportedRecipient', 'BytesInvalid', 'PaddingInvalid', 'SignatureInvalid'];

/**
 * The key of the words for it. Only a failure of the seal speaks of the file; any other is ours.
 * @param {string} name of the error
 */
export function openingFailure(name) {
  if (name === 'NoMatch') return 'no_key';
  if (name === 'CaseForged') return 'not_as_seen';
  return DAMAGED.includes(name) ? 'damaged' : 'page_fault';
}
