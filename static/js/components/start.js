/** The one starter: gives every element with `data-module` to the module of that name. */

/** @param {Record<string, (element: HTMLElement) => void>} modules */
export function start(modules) {
  const elements = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-module]'));
  for (const element of elements) modules[String(element.dataset.module)]?.(element);
}
