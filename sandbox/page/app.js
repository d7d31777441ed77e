// The roof: constructs the parts, gives them their common context, and follows the address.

import { actAsDialog, addressOf, Rail } from "./actas.js";
import { Announcer } from "./announcer.js";
import { Api } from "./api.js";
import { ClockBar } from "./clockbar.js";
import { Conversation } from "./conversation.js";
import { confirmation } from "./dialog.js";
import { el, fill } from "./dom.js";
import { Emitter } from "./emitter.js";
import { takeDroppedFiles } from "./filedrop.js";
import { Inspector } from "./inspector.js";
import { jump } from "./jump.js";
import { Keys } from "./keys.js";
import { Modal } from "./modal.js";
import { roleKey } from "./people.js";
import { showProfile } from "./profile.js";
import { parse } from "./route.js";
import { Sidebar } from "./sidebar.js";
import { Socket } from "./socket.js";
import { StartCard } from "./startcard.js";
import { Store } from "./store.js";
import { Surface } from "./surface.js";
import { ThreadPane } from "./thread.js";
import { Toasts } from "./toasts.js";

const byId = (id) => document.getElementById(id);

/** The page's context, which every part is given. Emits `route`. */
class App extends Emitter {
  /** Where one is: `parse`'s answer, with the channel's id. */
  route = { channel: null, ...parse("") };
  #surfaces = new Map();

  constructor(everyone, me) {
    super();
    this.everyone = everyone;
    this.store = new Store();
    this.api = new Api(me);
    this.toasts = new Toasts();
  }

  async start() {
    const { store } = this;
    store.load(await this.api.state());
    this.startCard = new StartCard(this, byId("start"));
    this.conversation = new Conversation(this, byId("conversation"));
    this.thread = new ThreadPane(this, byId("thread"));
    this.clockBar = new ClockBar(this, byId("clockbar"));
    this.inspector = new Inspector(this, byId("inspector"));
    this.modal = new Modal(this);
    new Sidebar(this, byId("sidebar"));
    new Rail(this, byId("rail")).draw();
    new Announcer(this);
    new Keys(this);
    store.on("toast", ({ text, kind }) => this.toasts.show(text, kind));
    store.on("state", () => this.#anew());
    store.on("unknown", () => this.#learnChannels());
    store.on("connection", () => byId("connection").toggleAttribute("hidden", store.connected));
    store.on("message", ({ message }) => message.ephemeral && this.tried("command"));
    store.on("channels", () => this.#entitle());
    window.addEventListener("hashchange", () => this.#follow());
    document.querySelector(".skip").addEventListener("click", (event) => this.#skip(event));
    byId("scrim").addEventListener("click", () => this.drawer(false));
    byId("sidebar").addEventListener("click", (event) => event.target.closest("a") && this.drawer(false)); // also to where one is
    document.addEventListener("click", (event) => this.#profileOf(event.target));
    takeDroppedFiles(this);
    new Socket(store, async () => store.load(await this.api.state())).open();
    await this.#follow(true);
  }

  /** Does something as the person; a failure becomes a notice. */
  async act(action, fields) {
    const answer = await this.api.act(action, fields);
    if (!answer.ok) this.toasts.failed(answer);
    return answer;
  }

  confirm(question) {
    return confirmation(question, this.store);
  }

  /** The surface of a message, with what was chosen in it, however often it is drawn. */
  surface(kind, target) {
    const key = `${target.channel}/${target.ts}`;
    if (!this.#surfaces.has(key)) this.#surfaces.set(key, new Surface(kind, this, target));
    return this.#surfaces.get(key);
  }

  /** Goes to a channel, and there to its thread (`t…`), to a message (`m…`, `t…/m…`) or tab (`home`). */
  async go(channel, rest = "") {
    const hash = `#${channel}${rest ? `/${rest}` : ""}`;
    if (location.hash !== hash) history.pushState(null, "", hash);
    await this.#follow();
  }

  /** Goes to the direct messages with somebody, or to the group message with several. */
  async write(...users) {
    const answer = await this.act("open_dm", { users });
    if (!answer.ok) return;
    this.store.setChannel(answer.channel);
    await this.go(answer.channel.id);
  }

  firstChannel() {
    const channels = [...this.store.channels.values()];
    return (channels.find((channel) => channel.kind === "channel" && channel.is_member !== false) ?? channels[0]).id;
  }

  async #follow(again = false) {
    const { store } = this;
    const wanted = parse(location.hash);
    const asked = await this.#address(wanted.name);
    const channel = store.channel(asked) ?? store.channel(this.firstChannel());
    const before = this.route;
    this.route = { channel: channel.id, ...(channel.id === asked ? wanted : parse("")) };
    if (wanted.at && channel.id !== asked) this.toasts.show("This message is not here, or not for you.", "error");
    const { tab, thread, at } = this.route;
    this.emit("route");
    this.drawer(false);
    this.#entitle();
    const isMoved = again || before.channel !== channel.id || before.tab !== tab;
    const inChannel = thread ? null : at;
    if (isMoved) await this.conversation.show(channel, tab, inChannel);
    else if (inChannel) await this.conversation.goTo(inChannel);
    if (isMoved || thread !== before.thread) await this.thread.show(channel, thread, at);
    else if (thread && at) await this.thread.goTo(at);
    if (!thread && !at && !matchMedia("(max-width: 720px)").matches) this.conversation.composer?.field.focus({ preventScroll: true });
  }

  /** The channel of an address: its own id, `app` (where a newcomer is sent), or a person's id for the direct messages. */
  async #address(name) {
    const { store } = this;
    if (name === "app") return store.appChannel?.id;
    if (!store.person(name)) return name;
    const answer = await this.act("open_dm", { user: name });
    if (!answer.ok) return null;
    store.setChannel(answer.channel);
    history.replaceState(null, "", `#${answer.channel.id}`);
    return answer.channel.id;
  }

  /** What the tab is called: with a star for what is unread, and the number of what is meant for the person, as in Slack. */
  #entitle() {
    const { store } = this;
    const channels = [...store.channels.values()];
    const mentions = channels.reduce((sum, channel) => sum + (channel.mention_count ?? 0), 0);
    const mark = mentions ? `(${mentions}) ` : channels.some((channel) => channel.unread > 0) ? "* " : "";
    const channel = store.channel(this.route.channel);
    document.title = `${mark}${channel ? `${store.channelName(channel)} · ` : ""}${store.displayName(store.me.id)} · ${store.team.name}`;
  }

  /** To the newest message; by the arrow keys one goes on from there. */
  #skip(event) {
    event.preventDefault();
    (byId("conversation").querySelector("article[tabindex='0']") ?? byId("main")).focus();
  }

  /** Names in messages open the profile. */
  #profileOf(target) {
    const name = target.closest(".message [data-user-id]");
    if (name) showProfile(this, name.dataset.userId);
  }

  /** Closes what is open; if nothing is, all of the conversation is read. */
  escape() {
    if (document.body.classList.contains("drawer-open")) this.drawer(false);
    else if (this.route.thread) this.go(this.route.channel);
    else if (this.inspector.isOpen) this.toggleInspector();
    else this.conversation.markRead();
  }

  /** The whole state has come again: nothing that was shown or chosen counts any more. */
  #anew() {
    this.#surfaces.clear();
    return this.#follow(true);
  }

  async #learnChannels() {
    const { channels } = await this.api.state();
    for (const channel of channels) this.store.setChannel(channel);
  }

  /** On a narrow page the sidebar is a drawer; what it covers is out of reach meanwhile. */
  drawer(open) {
    const was = document.body.classList.contains("drawer-open");
    document.body.classList.toggle("drawer-open", open);
    byId("main").inert = open;
    byId("clockbar").inert = open;
    byId("thread").inert = open;
    if (open) byId("sidebar").querySelector("[aria-current], button")?.focus();
    else if (was) document.querySelector(".drawer-button")?.focus();
  }

  /** Resolves when the update of that number has been applied (or after a second). */
  caughtUp(n) {
    if (n === undefined || n === null || this.store.n >= n) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        end();
        clearTimeout(late);
        resolve();
      };
      const end = this.store.on("applied", () => this.store.n >= n && done());
      const late = setTimeout(done, 1000);
    });
  }

  actAs() {
    return actAsDialog(this);
  }

  jump() {
    jump(this);
  }

  tried(name) {
    this.startCard.tick(name);
  }

  showStart() {
    this.startCard.tick("hidden", false);
    this.startCard.show();
  }

  toggleInspector() {
    return this.inspector.toggle();
  }
}

/** Whom one is at first: the address says it, else somebody of the Secretariat. */
function chooseMe(everyone) {
  const asked = new URLSearchParams(location.search).get("as");
  const people = everyone.filter((person) => !person.deleted && !person.is_bot);
  return (people.find((person) => person.id === asked) ?? people.find((person) => roleKey(person) === "secretariat") ?? people[0]).id;
}

async function begin() {
  const everyone = await Api.people();
  const me = chooseMe(everyone);
  history.replaceState(null, "", `${addressOf(me)}${location.hash}`);
  const app = new App(everyone, me);
  await app.start();
  document.body.removeAttribute("aria-busy");
}

begin().catch((error) => {
  fill(byId("conversation"), el("p", { class: "notice", role: "alert" }, `The sandbox did not answer: ${error.message}. Reload the page to try again.`));
  throw error;
});
