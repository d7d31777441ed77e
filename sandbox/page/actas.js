// Acting as somebody: the rail of faces at the left, the list of everyone, and a new person who joins.

import { Api } from "./api.js";
import { peoplePicker } from "./channels.js";
import { openDialog } from "./dialog.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, facts, isLatin, languageOfPerson, personLine, roleKey, roleOf, zoneName } from "./people.js";

const FACES = 8;
const EACH = { secretariat: 1, moderator: 2, guest: 1 };

export const addressOf = (id) => `?as=${encodeURIComponent(id)}`;

export class Rail {
  constructor(app, node) {
    Object.assign(this, { app, node });
    app.store.on("people", () => this.draw());
    for (const kind of ["mouseover", "focusin"]) node.addEventListener(kind, (event) => this.#tell(event.target.closest("a")));
    for (const kind of ["mouseleave", "focusout"]) node.addEventListener(kind, () => this.#tell(null));
    node.addEventListener("scroll", () => this.#tell(null));
  }

  draw() {
    const faces = chooseFaces(this.app.everyone, this.app.store.me);
    fill(this.node,
      el("ul", {}, faces.map((person) => el("li", {}, this.#face(person)))),
      el("button", { type: "button", class: "face", "aria-label": "Act as anyone", title: "Act as anyone…", onclick: () => this.app.actAs() }, icon("people")),
      el("button", { type: "button", class: "face", "aria-label": "A new person joins", title: "A new person joins", onclick: () => joinAsNew(this.app) }, icon("plus")));
  }

  /** Beside a face: whose it is, as they are just now. */
  #tell(face) {
    this.tip?.remove();
    const person = face && this.app.everyone.find(({ id }) => id === face.dataset.person);
    if (!person) return;
    const { top, right } = face.getBoundingClientRect();
    this.tip = el("div", { class: "tip", "aria-hidden": true }, el("strong", {}, person.real_name || person.name), el("span", {}, facts(person, this.app.store)));
    this.tip.style.left = `${right + 8}px`;
    this.tip.style.top = `${top}px`;
    document.body.append(this.tip);
  }

  #face(person) {
    const me = person.id === this.app.store.me.id;
    const name = person.real_name || person.name;
    return el("a", { class: "face", href: addressOf(person.id), "aria-label": `Act as ${name}, ${roleOf(person)}, ${languageOfPerson(person)}, ${zoneName(person.tz)}`, "aria-current": me || null, dataset: { person: person.id } }, avatar(person));
  }
}

/** A few of each role, always in the same order, whose names every machine can show, and whoever one is. */
function chooseFaces(everyone, me) {
  const counts = {};
  const chosen = everyone.filter((person) => {
    if (person.deleted || person.is_bot || !isLatin(person.real_name)) return false;
    const key = roleKey(person);
    counts[key] = (counts[key] ?? 0) + 1;
    return counts[key] <= (EACH[key] ?? 3);
  }).slice(0, FACES);
  return chosen.some((person) => person.id === me.id) ? chosen : [...chosen.slice(0, FACES - 1), me];
}

/** Somebody joins the workspace, and the page is theirs, where the app's welcome arrives. */
export async function joinAsNew(app, fields = {}) {
  const answer = await app.act("new_person", fields);
  if (!answer.ok) return;
  app.tried("join");
  location.href = `${addressOf(answer.member.id)}#app`;
}

/** The list of everyone with role, language and local time; each is a link, so that it can be opened in a second tab. */
export async function actAsDialog(app) {
  app.everyone = await Api.people();
  const { store } = app;
  const people = app.everyone.filter((person) => !person.deleted && !person.is_bot);
  const row = (person) => el("li", {}, el("a", { class: "line", href: addressOf(person.id), "aria-current": person.id === store.me.id || null },
    personLine(person, store)));
  openDialog({
    title: "Act as",
    class: "act-as",
    body: [
      el("p", { class: "hint" }, "Open a name in a second tab to be two people at once."),
      peoplePicker(app, people, row),
      newPersonForm(app),
    ],
  });
}

const LANGUAGES = { "en-US": "English", "fr-FR": "français", "es-ES": "español" };
const ZONES = ["Europe/Zurich", "Africa/Dakar", "Africa/Nairobi", "America/Lima", "America/New_York", "Asia/Kathmandu", "Asia/Tokyo", "Pacific/Fiji"];

function newPersonForm(app) {
  const name = el("input", { class: "input", type: "text", "aria-label": "Name of the new person", placeholder: "Name (invented if left empty)" });
  const locale = el("select", { class: "input", "aria-label": "Language" }, Object.entries(LANGUAGES).map(([value, text]) => el("option", { value }, text)));
  const tz = el("select", { class: "input", "aria-label": "Time zone" }, ZONES.map((zone) => el("option", { value: zone }, zone.replaceAll("_", " "))));
  const join = (event) => {
    event.preventDefault();
    joinAsNew(app, { name: name.value.trim() || undefined, locale: locale.value, tz: tz.value });
  };
  return el("form", { class: "new-person", onsubmit: join },
    el("h3", {}, "A new person joins"),
    el("div", { class: "new-person-fields" }, name, locale, tz, el("button", { type: "submit", class: "button primary" }, "Join")));
}
