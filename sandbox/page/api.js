// The page's requests to the sandbox, always as one person.

export class Api {
  /** @param {string} as the id of the person that the page acts as */
  constructor(as) {
    this.as = as;
  }

  static people() {
    return get("/page/people", {});
  }

  state() {
    return get("/page/state", { as: this.as });
  }

  clock() {
    return get("/page/clock", {});
  }

  /** A hundred messages, oldest first: the newest ones, or those `before` or `after` a ts, or `around` one. */
  messages({ channel, thread, before, after, around }) {
    return get("/page/messages", { as: this.as, channel, thread, before, after, around, limit: 100 });
  }

  /** The newest messages with these words in them. */
  search(q) {
    return get("/page/search", { as: this.as, q });
  }

  /** The channels into which somebody could invite the person. */
  invitations() {
    return get("/page/invitations", { as: this.as });
  }

  traffic() {
    return get("/page/traffic", {});
  }

  /**
   * Uploads a file, which only the person sees until it is sent.
   * @param {File} file
   * @returns {Promise<{ok: boolean, file?: object, message?: string}>}
   */
  async upload(file) {
    try {
      const query = new URLSearchParams({ as: this.as, name: file.name });
      const response = await fetch(`/page/upload?${query}`, { method: "POST", body: file });
      return await response.json();
    } catch {
      return { ok: false, error: "unreachable", message: `${file.name} could not be uploaded.` };
    }
  }

  /**
   * Does something as the person. Never throws: a failure is `{ok: false, error, message}`.
   * @param {string} action one of the sandbox's verbs: say, command, press, submit, …
   */
  async act(action, fields = {}) {
    try {
      const response = await fetch("/page/act", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ as: this.as, do: action, ...fields }),
      });
      if (response.status >= 500) return { ok: false, error: `status ${response.status}` };
      return await response.json();
    } catch {
      return { ok: false, error: "unreachable", message: "The sandbox cannot be reached. Is it still running?" };
    }
  }
}

async function get(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const response = await fetch(`${path}?${new URLSearchParams(given)}`);
  if (!response.ok) throw Object.assign(new Error(`${path} answered ${response.status}`), { status: response.status });
  return response.json();
}
