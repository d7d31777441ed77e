// Light or dark: as the system has it, unless one chooses here. The choice is kept in this browser (early.js reads it).

import { icon } from "./icons.js";
import { menu } from "./menu.js";

const THEMES = { system: "As the system has it", light: "Light", dark: "Dark" };

/** The button that opens the choice. */
export function themeMenu() {
  return menu({
    class: "button quiet on-dark",
    label: "Light or dark",
    content: icon("theme"),
    items: Object.entries(THEMES).map(([theme, label]) => ({ label, run: () => choose(theme) })),
  });
}

function choose(theme) {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem("sandbox.theme");
    else localStorage.setItem("sandbox.theme", theme);
  } catch {
    // Without storage the choice is for this page only.
  }
}
