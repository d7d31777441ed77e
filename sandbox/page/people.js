// How a person is shown: initials, role, language and local time.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { languageOf, timeOfDay } from "./times.js";

/** Letters without their marks and case, so that "Łukasz" is found by "lukasz" and "José" by "jose". */
export function folded(text) {
  const lower = text.toLowerCase();
  if (/^[ -~]*$/.test(lower)) return lower;
  return lower.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("ø", "o").replaceAll("ß", "ss");
}

/** Compares names as a list is sorted: marks and case don't count. */
export function compare(a, b) {
  const [first, second] = [folded(a), folded(b)];
  return first < second ? -1 : Number(first > second);
}

/** Whether a name is written in the letters that every machine has a font for. */
export const isLatin = (name) => /^[\p{Script=Latin}\p{M}\P{L}]*$/u.test(name);

/** Initials of the name; of the handle, which is always in Latin letters, where the name is in another script. */
const initialsOf = ({ real_name: real, name }) => (real && isLatin(real) ? initials(real) : initials(name.replaceAll(".", " ")));

export function initials(name) {
  const words = name.split(/[\s'’-]+/).filter((word) => /^\p{L}/u.test(word));
  const [first = "?", last = ""] = words.length > 1 ? [words[0], words.at(-1)] : words;
  return (letter(first) + letter(last)).toUpperCase();
}

/** The first letter with the marks that belong to it, in any script. */
const letter = (word) => /^.\p{M}*/u.exec(word)?.[0] ?? "";

/** A square with the person's initials; the app has its rings. Decorative: the name stands beside it (and CSS draws it). */
export function avatar(person, size = "") {
  if (!person || person.role === "app") return el("span", { class: `avatar avatar-app ${size}`, "aria-hidden": true }, icon("rings"));
  const letters = initialsOf(person);
  const node = el("span", { class: `avatar ${size}`, "aria-hidden": true, dataset: { initials: letters } });
  node.style.setProperty("--hue", person.avatar_hue ?? 210);
  return node;
}

/** The same as a photo within a message or a form, where it is named. */
export function portrait(person, alt = "") {
  const node = avatar(person, "portrait");
  node.removeAttribute("aria-hidden");
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", alt);
  return node;
}

/** What stands for a group message: how many are in it, as in Slack. */
export const groupAvatar = (count, size = "") => el("span", { class: `avatar avatar-group ${size}`, "aria-hidden": true, dataset: { initials: String(count) } });

const ROLES = { secretariat: "Secretariat", moderator: "Moderator", partner: "Partner", guest: "Guest" };

export const roleKey = (person) => (person.role ?? "").toLowerCase();
export const roleOf = (person) => ROLES[roleKey(person)] ?? person.role ?? "";

/** "Moderator · français · 14:55": what one must know of the person whom one is to be. */
export function facts(person, store) {
  if (person.is_bot) return "App";
  const time = timeOfDay(store.now(), person);
  return [roleOf(person), languageOf(person.locale), `${time} ${zoneName(person.tz)}`].filter(Boolean).join(" · ");
}

export const languageOfPerson = (person) => languageOf(person.locale);

/** The sign beside a name: filled for who is at the page, hollow for who is away. Apps have none. */
export function presence(person, store) {
  if (!person || person.is_bot || person.deleted) return null;
  const active = store.active.has(person.id);
  return el("span", { class: `presence${active ? " active" : ""}`, role: "img", "aria-label": active ? "Active" : "Away", title: active ? "Active" : "Away" });
}

export const zoneName = (tz) => (tz === "Europe/Zurich" ? "Geneva" : tz.split("/").at(-1).replaceAll("_", " "));

/** A row of a list of people. */
export function personLine(person, store, ...more) {
  return [
    avatar(person),
    el("span", { class: "person-line" },
      el("span", { class: "person-name" }, person.real_name || person.name, " ", presence(person, store)),
      el("span", { class: "hint" }, facts(person, store)),
      person.title && el("span", { class: "hint" }, person.title)),
    ...more,
  ];
}
