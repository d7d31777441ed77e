// Where a popup stands: in the top layer, under its anchor or above it where there is more room.

const GAP = 4;

/** Places an open popover at `anchor`, inside the window. */
export function place(popup, anchor, { width = "max-content" } = {}) {
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - GAP * 2;
  const above = box.top - GAP * 2;
  const style = popup.style;
  style.width = width === "anchor" ? `${Math.max(box.width, 180)}px` : width;
  style.maxHeight = "";
  const upwards = below < Math.min(popup.scrollHeight, 180) && above > below;
  style.maxHeight = `${Math.min(upwards ? above : below, 320)}px`;
  style.top = upwards ? "auto" : `${box.bottom + GAP}px`;
  style.bottom = upwards ? `${window.innerHeight - box.top + GAP}px` : "auto";
  const left = Math.min(box.left, window.innerWidth - popup.offsetWidth - GAP * 2);
  style.left = `${Math.max(left, GAP * 2)}px`;
}
