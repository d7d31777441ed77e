// Where the reader is in what scrolls: kept when something above or below changes its size.

/** The browser's own anchoring is off there (`overflow-anchor`): not every browser has it, and two would quarrel. */
export class Place {
  /**
   * @param {HTMLElement} scroll what scrolls
   * @param {HTMLElement} list its entries, from the top to the bottom
   */
  constructor(scroll, list) {
    Object.assign(this, { scroll, list, entry: null, offset: 0 });
  }

  /** Notes which entry is at the top of the window, and where. */
  note() {
    const { top } = this.scroll.getBoundingClientRect();
    const entries = this.list.children;
    let [low, high] = [0, entries.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle].getBoundingClientRect().bottom > top) high = middle;
      else low = middle + 1;
    }
    this.entry = entries[low] ?? null;
    if (this.entry) this.offset = this.entry.getBoundingClientRect().top - top;
  }

  /** Scrolls so that the entry is where it was; `of` finds the node that stands for one that was drawn again. */
  restore(of = (entry) => entry) {
    const entry = this.entry && of(this.entry);
    if (!entry?.isConnected) return;
    const now = entry.getBoundingClientRect().top - this.scroll.getBoundingClientRect().top;
    if (Math.abs(now - this.offset) >= 1) this.scroll.scrollTop += now - this.offset;
  }
}
