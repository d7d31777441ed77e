// The page's addresses: `#C1`, its Home tab `#C1/home`, a thread `#C1/t<ts>`, a message `#C1/m<ts>` or `#C1/t<ts>/m<ts>`.

/**
 * @param {string} hash
 * @returns {{name: string, rest: string, tab: string, thread: string|null, at: string|null}}
 *   `name` is a channel's or person's id, `rest` what stands after it without the message
 */
export function parse(hash) {
  const [name, ...parts] = hash.replace(/^#/, "").split("/");
  const of = (letter) => parts.find((part) => part.startsWith(letter) && /^.\d/.test(part))?.slice(1) ?? null;
  const [thread, at] = [of("t"), of("m")];
  const tab = parts[0] === "home" ? "home" : "";
  return { name, rest: tab || (thread ? `t${thread}` : ""), tab, thread, at };
}

/** The address of a message, for the clipboard: it leads here from elsewhere, too. */
export function permalink(channel, message) {
  const thread = message.thread_ts && message.thread_ts !== message.ts ? `?thread_ts=${message.thread_ts}&cid=${channel}` : "";
  return `${location.origin}/archives/${channel}/p${message.ts.replace(".", "")}${thread}`;
}
