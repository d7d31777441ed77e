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

  /** One page of messages, oldest first: the newest ones, or those before `before`. */
  messages({ channel, thread, before }) {
    return get("/page/messages", { as: this.as, channel, thread, before, limit: 100 });
  }

  traffic(since) {
    return get("/page/traffic", { since });
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
