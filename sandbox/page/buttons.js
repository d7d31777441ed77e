// The elements that are pressed: button and overflow menu.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";
import { textNodes } from "./mrkdwn.js";
import { linkTo } from "./references.js";

/** Shows that the press is under way, until the app has answered. */
async function whilePressed(node, work) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    node.removeAttribute("aria-busy");
  }
}

export function button(element, block, surface) {
  const press = (event) => whilePressed(event.currentTarget, () => (
    surface.act(block, element, element.value === undefined ? {} : { value: element.value })));
  const attrs = {
    class: `button ${element.style ?? ""}`,
    dataset: { actionId: element.action_id },
    "aria-label": element.accessibility_label,
    onclick: press,
  };
  const text = withEmoji(element.text.text);
  if (element.url && /^(https?|mailto):/i.test(element.url)) {
    return el("a", { ...attrs, ...linkTo(element.url) }, text);
  }
  return el("button", { ...attrs, type: "button" }, text);
}

export function overflow(element, block, surface) {
  const items = element.options.map((option) => ({
    label: textNodes(option.text, surface.app.store),
    href: option.url,
    run: () => surface.act(block, element, { selected_option: option, value: option.value }),
  }));
  return menu({
    class: "button quiet",
    label: "More options",
    content: icon("more"),
    dataset: { actionId: element.action_id },
    items,
  });
}
