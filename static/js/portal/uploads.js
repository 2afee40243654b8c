/** Whom a stranger's evidence goes to. */

/**
 * The adapter for `Evidence` in the public area.
 * @param {() => Promise<string>} slug of the office whom the report or message reaches
 * @returns {import('../components/evidence/index.js').Adapter}
 */
export const publicUpload = (slug) => ({ route: async () => ({ area: 'portal', office: await slug() }) });
