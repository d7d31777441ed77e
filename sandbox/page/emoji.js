// The emoji shortcodes that the sandbox knows. Others stay as they were written.

import { el } from "./dom.js";

const TABLE = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 wave 👋 clap 👏 pray 🙏 raised_hands 🙌 handshake 🤝 muscle 💪 point_right 👉
point_left 👈 point_up ☝️ point_down 👇 ok_hand 👌 raised_hand ✋ writing_hand ✍️ eyes 👀 ear 👂 speaking_head_in_silhouette 🗣️
smile 😄 smiley 😃 grinning 😀 slightly_smiling_face 🙂 blush 😊 wink 😉 joy 😂 sweat_smile 😅 thinking_face 🤔 sob 😭 cry 😢
heart_eyes 😍 relieved 😌 neutral_face 😐 confused 😕 worried 😟 sleeping 😴 zzz 💤 tada 🎉 confetti_ball 🎊 sparkles ✨
star ⭐ star2 🌟 dizzy 💫 fire 🔥 rocket 🚀 100 💯 heart ❤️ blue_heart 💙 green_heart 💚 yellow_heart 💛 purple_heart 💜
broken_heart 💔 white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ heavy_plus_sign ➕ heavy_minus_sign ➖
warning ⚠️ no_entry ⛔ no_entry_sign 🚫 exclamation ❗ question ❓ grey_question ❔ information_source ℹ️ bulb 💡 bell 🔔
no_bell 🔕 mega 📣 loudspeaker 📢 speech_balloon 💬 thought_balloon 💭 left_speech_bubble 🗨️ mailbox 📫 email 📧 envelope ✉️
incoming_envelope 📨 calendar 📆 date 📅 spiral_calendar_pad 🗓️ alarm_clock ⏰ clock9 🕘 hourglass ⌛
hourglass_flowing_sand ⏳ stopwatch ⏱️ watch ⌚ pushpin 📌 round_pushpin 📍 paperclip 📎 link 🔗 lock 🔒 unlock 🔓 key 🔑
mag 🔍 mag_right 🔎 memo 📝 pencil 📝 pencil2 ✏️ book 📖 books 📚 notebook 📓 clipboard 📋 bookmark 🔖 page_facing_up 📄
newspaper 📰 file_folder 📁 bar_chart 📊 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 computer 💻 iphone 📱
telephone_receiver 📞 video_camera 📹 camera 📷 movie_camera 🎥 microphone 🎤 headphones 🎧 gear ⚙️ wrench 🔧 hammer 🔨
toolbox 🧰 scales ⚖️ globe_with_meridians 🌐 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 world_map 🗺️ house 🏠 office 🏢
classical_building 🏛️ school 🏫 factory 🏭 airplane ✈️ ship 🚢 car 🚗 train 🚆 seedling 🌱 herb 🌿 deciduous_tree 🌳
sunflower 🌻 sunny ☀️ partly_sunny ⛅ cloud ☁️ rainbow 🌈 snowflake ❄️ moon 🌔 new_moon_with_face 🌚 coffee ☕ tea 🍵 cake 🍰
birthday 🎂 trophy 🏆 medal 🏅 dart 🎯 checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️ arrow_right ➡️ arrow_left ⬅️
arrow_up ⬆️ arrow_down ⬇️ arrows_counterclockwise 🔄 repeat 🔁 fast_forward ⏩ red_circle 🔴 large_blue_circle 🔵
large_green_circle 🟢 large_yellow_circle 🟡 white_circle ⚪ black_circle ⚫ small_blue_diamond 🔹 one 1️⃣ two 2️⃣ three 3️⃣
four 4️⃣ five 5️⃣ busts_in_silhouette 👥 bust_in_silhouette 👤 family 👪 man-woman-girl-boy 👨‍👩‍👧‍👦 child 🧒 baby 👶 woman 👩 man 👨
new 🆕 free 🆓 sos 🆘 compass 🧭 door 🚪 inbox_tray 📥 outbox_tray 📤 package 📦 robot_face 🤖 hugging_face 🤗 partying_face 🥳
`;

const words = TABLE.trim().split(/\s+/);
const EMOJI = new Map();
for (let index = 0; index < words.length; index += 2) EMOJI.set(words[index], words[index + 1]);

/** Every shortcode of the table. */
export const allEmoji = () => [...EMOJI.keys()];

/** What the picker offers first. */
export const QUICK = ["+1", "white_check_mark", "eyes", "tada", "heart", "pray"];

/** The emoji of a shortcode (with or without a skin tone), as a node; null if the table does not have it. */
export function emoji(shortcode) {
  const [name] = shortcode.split("::");
  const flag = /^flag-([a-z]{2})$/.exec(name);
  const text = flag
    ? String.fromCodePoint(...[...flag[1]].map((letter) => 0x1f1e6 + letter.charCodeAt(0) - 97))
    : EMOJI.get(name);
  if (!text) return null;
  return el("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, text);
}

/** A plain text with its shortcodes as characters, for where no node can stand. */
export const asCharacters = (text) => withEmoji(text).map((part) => part.textContent ?? part).join("");

/** Matches one shortcode at the beginning of a text. */
export const SHORTCODE = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/;

/** A plain text with its shortcodes as emoji. */
export function withEmoji(text) {
  const nodes = [];
  for (const part of text.split(/(:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)/)) {
    nodes.push((part.startsWith(":") && part.length > 2 && emoji(part.slice(1, -1))) || part);
  }
  return nodes;
}
