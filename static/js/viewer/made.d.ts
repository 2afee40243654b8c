/** What static/viewer.mjs makes of other files. */
declare module 'made:parser' {
  /** The worker's whole script. */
  const parser: string;
  export default parser;
}
declare module 'made:cmaps' {
  /** Name → packed CMap, base64. */
  const cmaps: Record<string, string>;
  export default cmaps;
}
