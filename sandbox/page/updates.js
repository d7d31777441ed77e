// The numbered updates of the socket, applied to the store: one small function a type.

const APPLY = {
  message(store, { channel, message }) {
    const reply = isReply(message);
    if (!message.ephemeral && (!reply || message.subtype === "thread_broadcast")) noteUnread(store, channel, message); // first: shown, it may count as read at once
    if (reply) countReply(store, channel, message);
    if (!reply || message.subtype === "thread_broadcast") store.log(channel).put(message);
    if (message.thread_ts) store.log(channel, message.thread_ts).put(message);
    store.emit("message", { channel, message });
  },
  message_changed(store, { channel, message }) {
    for (const log of logsOf(store, channel)) if (log.get(message.ts)) log.put(message);
  },
  message_deleted(store, { channel, ts }) {
    for (const log of logsOf(store, channel)) log.remove(ts);
  },
  ephemeral(store, { channel, message }) {
    APPLY.message(store, { channel, message: { ...message, ephemeral: true } });
  },
  ephemeral_gone(store, { channel, ts }) {
    for (const log of logsOf(store, channel)) log.remove(ts);
  },
  channel(store, { channel }) {
    offer(store, channel, channel.is_member === false && !channel.archived);
    store.setChannel(channel);
  },
  channel_gone(store, { id }) {
    store.channels.delete(id);
    store.emit("channels");
  },
  member(store, { person }) {
    store.people.set(person.id, { ...store.people.get(person.id), ...person });
    if (person.id === store.me.id) store.me = store.people.get(person.id);
    store.emit("people");
  },
  presence(store, { id, active }) {
    if (active) store.active.add(id);
    else store.active.delete(id);
    store.emit("presence");
  },
  view(store, { view }) {
    store.view = view;
    store.emit("view");
  },
  home(store, { view }) {
    store.home = view;
    store.emit("home");
  },
  clock(store, update) {
    store.setClock(update.clock ?? pick(update, ["now", "pace", "frozen", "next_due"]));
  },
  toast(store, update) {
    store.emit("toast", update);
  },
  traffic(store, update) {
    store.emit("traffic", update);
  },
};

/** Applies one update; returns false if it had been seen already. Unknown types are passed over. */
export function apply(store, update) {
  if (update.n !== undefined && update.n <= store.n) return false;
  APPLY[update.type]?.(store, update);
  if (update.n !== undefined) store.n = update.n;
  store.emit("applied");
  return true;
}

export function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

/** Whether a channel stands under "Add channels". */
function offer(store, { id, name, kind }, on) {
  store.joinable = store.joinable.filter((item) => item.id !== id);
  if (on && kind === "channel") store.joinable.push({ id, name });
}

function pick(source, names) {
  return Object.fromEntries(names.filter((name) => name in source).map((name) => [name, source[name]]));
}

function* logsOf(store, channel) {
  for (const log of store.logs.values()) if (log.channel === channel) yield log;
}

/** The thread's first message shows how many replies it has; each reply counts once, whoever says so first. */
function countReply(store, channel, message) {
  for (const log of logsOf(store, channel)) {
    const root = log.get(message.thread_ts);
    if (!root || message.ephemeral || (root.latest_reply ?? "") >= message.ts) continue;
    const users = new Set([...(root.reply_users ?? []), message.user]);
    log.put({ ...root, reply_count: (root.reply_count ?? 0) + 1, reply_users: [...users], latest_reply: message.ts });
  }
}

/** Joins and the like mark nothing as unread (`WRITTEN` of page_messages.py). */
const WRITTEN = /^(thread_broadcast|file_share|me_message|bot_message)$/;
const EVERYBODY = /<!(channel|here|everyone)(\||>)/;

function noteUnread(store, id, message) {
  const channel = store.channel(id);
  if (!channel) {
    store.emit("unknown"); // somebody has just begun to write to me
    return;
  }
  if ((channel.last_ts ?? "") >= message.ts) return; // the channel came with this message counted
  const counts = message.user !== store.me.id && (!message.subtype || WRITTEN.test(message.subtype));
  const mention = /^(dm|mpim|app)$/.test(channel.kind) || EVERYBODY.test(message.text ?? "")
    || (message.text ?? "").includes(`<@${store.me.id}>`);
  store.setChannel({
    id,
    last_ts: message.ts,
    unread: (channel.unread ?? 0) + (counts ? 1 : 0),
    mention_count: (channel.mention_count ?? 0) + (mention && counts ? 1 : 0),
  });
}
