// The elements that are ticked: checkboxes and radio buttons.

import { el, uid } from "./dom.js";
import { textNodes } from "./mrkdwn.js";

const same = (a, b) => a?.value === b?.value;

export function checkboxes(element, block, surface, labels) {
  const field = surface.bind(block, element);
  const change = async () => {
    const before = field.get();
    const ticked = [...group.querySelectorAll("input:checked")].map((input) => element.options[Number(input.dataset.index)]);
    field.set({ selected_options: ticked });
    if (await surface.act(block, element, { selected_options: ticked })) return;
    field.set(before);
    for (const input of group.querySelectorAll("input")) {
      input.checked = before.selected_options.some((option) => same(option, element.options[Number(input.dataset.index)]));
    }
  };
  const ticked = (option) => field.get().selected_options.some((item) => same(item, option));
  const group = choiceGroup("group", "checkbox", element, surface, labels, ticked, change);
  return group;
}

export function radioButtons(element, block, surface, labels) {
  const field = surface.bind(block, element);
  const change = async (option) => {
    const before = field.get();
    field.set({ selected_option: option });
    if (await surface.act(block, element, { selected_option: option })) return;
    field.set(before);
    for (const input of group.querySelectorAll("input")) {
      input.checked = same(before.selected_option, element.options[Number(input.dataset.index)]);
    }
  };
  const chosen = (option) => same(field.get().selected_option, option);
  const group = choiceGroup("radiogroup", "radio", element, surface, labels, chosen, change);
  return group;
}

function choiceGroup(role, type, element, surface, labels, isChosen, change) {
  const name = uid(type);
  const choices = element.options.map((option, index) => {
    const id = uid("choice");
    const described = option.description ? uid("description") : null;
    const input = el("input", {
      id,
      type,
      name,
      value: option.value,
      dataset: { index },
      checked: isChosen(option),
      "aria-describedby": described,
      onchange: () => change(option),
    });
    const store = surface.app.store;
    return el("div", { class: "choice" }, input, el("div", {},
      el("label", { for: id, class: "text" }, textNodes(option.text, store)),
      option.description && el("div", { id: described, class: "hint text" }, textNodes(option.description, store))));
  });
  const { "data-focus-on-load": focus, ...others } = labels;
  if (focus) choices[0].querySelector("input").setAttribute("data-focus-on-load", "");
  return el("div", { role, class: "choices", dataset: { actionId: element.action_id }, ...others }, choices);
}
