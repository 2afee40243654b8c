/**
 * The number of a hand-in slip: seven random characters and a check character, in two groups
 * (docs/report-format.md). 31 characters, none of which is taken for another; 31 is a prime, so the
 * check finds every mistaken character and every two that changed places.
 */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTVWXYZ';
const LENGTH = 7;

/** A new number, such as `7K3F-9QMD`. */
export function newSlip() {
  let drawn = '';
  while (drawn.length < LENGTH) drawn += ALPHABET[draw()] ?? '';
  return shown(drawn + checkOf(drawn));
}

/** Five random bits; one of 32 has no character and is drawn again. */
const draw = () => crypto.getRandomValues(new Uint8Array(1))[0] & 31;

/** @param {string} characters */
function checkOf(characters) {
  const sum = [...characters].reduce((total, one, at) => total + (at + 1) * ALPHABET.indexOf(one), 0);
  return ALPHABET[sum % ALPHABET.length];
}

/** @param {string} characters */
const shown = (characters) => `${characters.slice(0, 4)}-${characters.slice(4)}`;

/**
 * The number as it is printed, from what was typed; null if it cannot be one.
 * @param {string} typed
 */
export function readSlip(typed) {
  const characters = typed.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '');
  const [drawn, check] = [characters.slice(0, LENGTH), characters.slice(LENGTH)];
  const known = [...characters].every((one) => ALPHABET.includes(one));
  return known && drawn.length === LENGTH && check === checkOf(drawn) ? shown(characters) : null;
}
