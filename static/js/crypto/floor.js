/**
 * The few built-ins our libraries reach for that the oldest browsers we serve do not have
 * (Chrome 86, Safari 14.5). Import this first in every bundle that seals, opens or signs.
 *
 * `Object.hasOwn`: @noble/hashes and @noble/curves read their options with it (Chrome 93, Safari 15.4).
 * `DataView.prototype.setBigUint64`: @noble/ciphers writes Poly1305 lengths with it (Safari 15).
 * tests/js/floor.test.mjs removes everything newer and shows that nothing else is missed.
 */

if (!('hasOwn' in Object)) {
  Object.defineProperty(Object, 'hasOwn', {
    configurable: true,
    writable: true,
    value: (/** @type {object} */ object, /** @type {PropertyKey} */ key) =>
      Object.prototype.hasOwnProperty.call(object, key),
  });
}

/**
 * @this {DataView}
 * @param {number} offset
 * @param {bigint} value
 * @param {boolean} [littleEndian]
 */
function setBigUint64(offset, value, littleEndian) {
  const high = Number((value >> 32n) & 0xffffffffn);
  const low = Number(value & 0xffffffffn);
  this.setUint32(offset, littleEndian ? low : high, littleEndian);
  this.setUint32(offset + 4, littleEndian ? high : low, littleEndian);
}

if (!('setBigUint64' in DataView.prototype)) {
  Object.defineProperty(DataView.prototype, 'setBigUint64', {
    configurable: true,
    writable: true,
    value: setBigUint64,
  });
}
