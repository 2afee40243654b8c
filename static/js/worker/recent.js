/** What was used last, and no more of it than there is room for. */

/** @template T */
export class Recent {
  /** @param {number} most */
  constructor(most) {
    this.most = most;
    /** @type {Map<string, T>} the one used longest ago first */
    this.entries = new Map();
  }

  /** @param {string} key */
  get(key) {
    return this.entries.get(key);
  }

  /**
   * Use one: it is the last to be dropped from now on.
   * @param {string} key
   * @param {T} value
   */
  use(key, value) {
    this.entries.delete(key);
    this.entries.set(key, value);
    this.cut();
  }

  /**
   * What was kept elsewhere, as used before all that is here.
   * @param {[string, T][]} kept
   * @param {(kept: T, here: T) => boolean} isBetter which of two counts
   */
  takeUp(kept, isBetter) {
    const here = this.entries;
    this.entries = new Map(kept);
    for (const [key, value] of here) {
      const before = this.entries.get(key);
      this.entries.delete(key);
      this.entries.set(key, before !== undefined && isBetter(before, value) ? before : value);
    }
    this.cut();
  }

  cut() {
    for (const key of this.entries.keys()) {
      if (this.entries.size <= this.most) return;
      this.entries.delete(key);
    }
  }
}
