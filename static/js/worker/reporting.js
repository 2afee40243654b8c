/** @type {import("./main.js").Ops} */
export const ops = {};
