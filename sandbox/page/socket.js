// The WebSocket of numbered updates. After a break it asks for everything since the last number it has.

import { apply } from "./updates.js";

const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;

export class Socket {
  /**
   * @param {import("./store.js").Store} store
   * @param {() => Promise<void>} reload loads the whole state again, when the server says that `since` is too old
   */
  constructor(store, reload) {
    this.store = store;
    this.reload = reload;
    this.wait = FIRST_WAIT;
  }

  open() {
    const query = new URLSearchParams({ as: this.store.me.id, since: String(this.store.n), epoch: this.store.epoch });
    const socket = new WebSocket(`ws://${location.host}/page/ws?${query}`);
    socket.addEventListener("open", () => {
      this.wait = FIRST_WAIT;
      this.store.setConnected(true);
    });
    socket.addEventListener("message", (event) => this.#receive(socket, JSON.parse(event.data)));
    socket.addEventListener("close", () => this.#again());
  }

  async #receive(socket, update) {
    if (update.type !== "reset") {
      apply(this.store, update);
      return;
    }
    this.store.n = Number.POSITIVE_INFINITY; // what still arrives on this socket belongs to the old numbering
    socket.close();
  }

  #again() {
    this.store.setConnected(false);
    setTimeout(async () => {
      try {
        if (!Number.isFinite(this.store.n)) await this.reload();
        this.open();
      } catch (error) {
        if (error.status === 404) location.href = location.pathname; // the workspace began anew, without this person
        else this.#again(); // the server is still away
      }
    }, this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
