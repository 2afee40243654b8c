/** What a browser keeps from one day to the next; where it cannot, the page says so and goes on. */

/**
 * Keep a text. A browser that is full, or may keep nothing, notices less the next time.
 * @param {string} place
 * @param {string} words
 */
export function keepHere(place, words) {
  try {
    localStorage.setItem(place, words);
  } catch {
    const notice = document.getElementById('not-kept');
    if (notice !== null) notice.hidden = false;
  }
}
