/**
 * Stands in for the fonts and the PNG reader of `pdf-lib` when a bundle is built (static/build.mjs):
 * nothing is drawn or added here, and they would be two thirds of the worker. What is here satisfies
 * what the library reads while it loads; every use fails.
 */
export const FontNames = {};
export const Encodings = {};
export const Font = {};
export default {};
