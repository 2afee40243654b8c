/** pdf.js, which is ready a moment after its module has run, and leaves itself behind by this name. */

/** @returns {Promise<any>} */
export const library = () => /** @type {any} */ (globalThis).pdfjsLibPromise;
