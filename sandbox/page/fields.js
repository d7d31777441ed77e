// The elements that are typed: plain text, e-mail, address, number, rich text; and what they may hold.

import { el } from "./dom.js";

const KINDS = {
  plain_text_input: { type: "text" },
  email_text_input: { type: "email", autocomplete: "off" },
  url_text_input: { type: "url" },
  number_input: { type: "text", inputmode: "decimal" },
};

export function textInput(element, block, surface, labels) {
  const field = surface.bind(block, element);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => surface.act(block, element, { value: field.get().value });
  const attrs = {
    ...labels,
    class: "input",
    dataset: { actionId: element.action_id },
    placeholder: element.placeholder?.text,
    maxlength: element.max_length,
    value: field.get().value ?? "",
    autofocus: element.focus_on_load,
    oninput: (event) => {
      field.set({ value: event.target.value === "" ? null : event.target.value });
      if (triggers.includes("on_character_entered")) tell();
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT" || !block.dispatch_action) return;
      event.preventDefault();
      if (triggers.includes("on_enter_pressed")) tell();
    },
  };
  if (element.multiline) return el("textarea", { rows: 4, ...attrs });
  return el("input", { ...KINDS[element.type], ...attrs });
}

/** Typed as lines, sent as a rich_text with one section. */
export function richTextInput(element, block, surface, labels) {
  const field = surface.bind(block, element);
  const leaves = field.get().rich_text_value?.elements?.flatMap((part) => part.elements ?? []) ?? [];
  return el("textarea", {
    rows: 4,
    ...labels,
    class: "input",
    dataset: { actionId: element.action_id },
    placeholder: element.placeholder?.text,
    value: leaves.map((leaf) => leaf.text ?? "").join(""),
    oninput: (event) => field.set({ rich_text_value: asRichText(event.target.value) }),
  });
}

function asRichText(text) {
  if (!text) return null;
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * What Slack's own client says of a value before it sends a modal; null if there is nothing to say.
 * @param {object} block an input block
 * @param {object} value the element's part of `state.values`
 */
export function complaint(block, value) {
  const element = block.element;
  const content = Object.entries(value).find(([key]) => key !== "type")?.[1];
  const empty = content === null || content === undefined || content === "" || content.length === 0;
  if (empty) return block.optional ? null : "Please complete this required field.";
  return RULES[element.type]?.(content, element) ?? null;
}

const RULES = {
  plain_text_input(text, element) {
    if (text.length < (element.min_length ?? 0)) return `This must be at least ${element.min_length} characters long.`;
    return !text.trim() && element.min_length !== 0 ? "Please complete this required field." : null;
  },
  email_text_input: (text) => (EMAIL.test(text) ? null : "Please enter a valid e-mail address."),
  url_text_input: (text) => (/^https?:\/\/[^\s/]+\.\S+$|^https?:\/\/localhost/i.test(text) ? null : "Please enter a valid URL."),
  number_input(text, element) {
    const number = Number(text);
    if (!/^-?\d*\.?\d+$/.test(text.trim())) return "Please enter a number.";
    if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please enter a whole number.";
    if (element.min_value !== undefined && number < Number(element.min_value)) return `This must be at least ${element.min_value}.`;
    if (element.max_value !== undefined && number > Number(element.max_value)) return `This must be at most ${element.max_value}.`;
    return null;
  },
};
