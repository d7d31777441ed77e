// Dates and times in a person's zone and language.

const formats = new Map();

/** Formats `date` (milliseconds) in a zone. Making a formatter is slow, so each is made once. */
export function format(date, tz, options, locale = "en-GB") {
  const key = `${locale} ${tz} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: tz, ...options }));
  return formats.get(key).format(date);
}

export const milliseconds = (ts) => Math.round(Number(ts) * 1000);

/** The calendar day in a zone, as YYYY-MM-DD. */
export const dayOf = (date, tz) => format(date, tz, { year: "numeric", month: "2-digit", day: "2-digit" }, "sv-SE");

/** Whole days from `from` to `to`, by the calendar of the zone. */
export function daysBetween(from, to, tz) {
  return Math.round((Date.parse(dayOf(to, tz)) - Date.parse(dayOf(from, tz))) / 86_400_000);
}

const TIME = { hour: "2-digit", minute: "2-digit" };
const LONG_DAY = { weekday: "long", day: "numeric", month: "long" };

/** The time of day, 08:55 for everybody, as if all had chosen Slack's 24-hour clock: the clock's bar has it, too. */
export const timeOfDay = (date, person) => format(date, person.tz, TIME);

/** No zero is put before the hours of a clock of twelve. */
function shortTime(date, tz, locale, more = {}) {
  return format(date, tz, { hour: ofTwelve(locale) ? "numeric" : "2-digit", minute: "2-digit", ...more }, locale);
}

const clocks = new Map();

function ofTwelve(locale) {
  if (!clocks.has(locale)) clocks.set(locale, new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12);
  return clocks.get(locale);
}

/** `Today`, `Yesterday`, `Tomorrow` or the day's long name, in English: the words of the page itself. */
export function dayLabel(date, now, tz) {
  const near = { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[daysBetween(now, date, tz)];
  if (near) return near;
  const sameYear = dayOf(date, tz).slice(0, 4) === dayOf(now, tz).slice(0, 4);
  return format(date, tz, sameYear ? LONG_DAY : { ...LONG_DAY, year: "numeric" });
}

/** Monday 18 March 2019, 08:55. */
export const dateAndTime = (date, tz) =>
  `${format(date, tz, { weekday: "short", day: "numeric", month: "short", year: "numeric" })}, ${format(date, tz, TIME)}`;

export function localeOf(person) {
  try {
    return Intl.getCanonicalLocales((person?.locale ?? "en-US").replace("_", "-"))[0];
  } catch {
    return "en-US";
  }
}

/** The language of a locale, in its own words: français, español. */
export function languageOf(locale) {
  const code = (locale ?? "en").split(/[-_]/)[0];
  return new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
}

/** How long from now: "in 5 minutes", "2 days ago". */
export function relative(date, now, locale = "en-GB") {
  const seconds = (date - now) / 1000;
  const [unit, size] = [["day", 86_400], ["hour", 3600], ["minute", 60]].find(([, s]) => Math.abs(seconds) >= s)
    ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** The instant (milliseconds) at which clocks in `tz` show `local`, a `YYYY-MM-DDTHH:MM`. */
export function instantOf(local, tz) {
  const wanted = Date.parse(`${local}Z`);
  let instant = wanted;
  for (let turn = 0; turn < 2; turn += 1) instant += wanted - Date.parse(`${localOf(instant, tz)}Z`);
  return instant;
}

/** What clocks in `tz` show at an instant, as `YYYY-MM-DDTHH:MM`. */
export function localOf(instant, tz) {
  return `${dayOf(instant, tz)}T${format(instant, tz, { ...TIME, hour12: false }, "sv-SE")}`;
}

const DATE_TOKENS = {
  date_num: (at) => dayOf(at.date, at.tz),
  date_slash: (at) => format(at.date, at.tz, { day: "2-digit", month: "2-digit", year: "numeric" }, at.locale),
  date: (at) => format(at.date, at.tz, { day: "numeric", month: "long", year: "numeric" }, at.locale),
  date_short: (at) => format(at.date, at.tz, { day: "numeric", month: "short", year: "numeric" }, at.locale),
  date_long: (at) => format(at.date, at.tz, { ...LONG_DAY, year: "numeric" }, at.locale),
  time: (at) => shortTime(at.date, at.tz, at.locale),
  time_secs: (at) => shortTime(at.date, at.tz, at.locale, { second: "2-digit" }),
  ago: (at) => relative(at.date, at.now, at.locale),
};

/**
 * Fills the tokens of `<!date^…>` for its reader (docs.slack.dev, "Formatting text for app surfaces", Date formatting).
 * @param {string} pattern such as `{date_short_pretty} at {time}`
 */
export function fillDate(pattern, date, person, now) {
  const at = { date, now, tz: person.tz, locale: localeOf(person) };
  return pattern.replace(/\{([a-z_]+)\}/g, (whole, name) => {
    const plain = name.replace(/_pretty$/, "");
    if (!(plain in DATE_TOKENS)) return whole;
    const days = daysBetween(now, date, at.tz);
    if (plain !== name && Math.abs(days) <= 1) {
      return new Intl.RelativeTimeFormat(at.locale, { numeric: "auto" }).format(days, "day");
    }
    return DATE_TOKENS[plain](at);
  });
}
