// The page's own pictograms, drawn on a grid of 20 by 20 with lines of 1.6.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  hash: "M8 3 6 17 M14 3 12 17 M3.5 7.5h13.5 M3 12.5h13.5",
  lock: "M5 9h10v8H5z M7 9V6.5a3 3 0 0 1 6 0V9",
  plus: "M10 4v12 M4 10h12",
  close: "M5 5l10 10 M15 5 5 15",
  menu: "M3 5.5h14 M3 10h14 M3 14.5h14",
  down: "M5 8l5 5 5-5",
  back: "M12 4l-6 6 6 6",
  eye: "M2 10c2-3.6 4.700-5.400 8-5.400s6 1.800 8 5.400c-2 3.600-4.700 5.400-8 5.400s-6-1.800-8-5.400z M10 7.700a2.300 2.300 0 1 1 0 4.600a2.300 2.300 0 1 1 0-4.600",
  thread: "M3 4h14v9H9l-4 3.500V13H3z M6.500 7.500h7 M6.500 10h4.500",
  smile: "M10 2.500a7.500 7.500 0 1 1 0 15a7.500 7.500 0 1 1 0-15 M7.300 8v.8 M12.700 8v.8 M6.700 11.800c1.800 2.300 4.800 2.300 6.600 0",
  pencil: "M4 16l.8-3.600L13 4.200l2.800 2.800-8.200 8.200z M11.500 5.700l2.800 2.800",
  trash: "M4 6h12 M8 6V4h4v2 M5.500 6l.8 11h7.400l.8-11 M8.500 9v5 M11.500 9v5",
  more: "M4.5 10a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0 M9.5 10a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0 M14.5 10a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0",
  clock: "M10 2.500a7.500 7.500 0 1 1 0 15a7.500 7.500 0 1 1 0-15 M10 5.800V10l3 2",
  next: "M4 4.500l7 5.500-7 5.500z M15 4.500v11",
  send: "M3 3.500l14.500 6.500L3 16.500l2.200-6.500z M5.200 10h6",
  people: "M7.500 4a2.700 2.700 0 1 1 0 5.400a2.700 2.700 0 1 1 0-5.400 M2.500 16c.4-3.200 2.200-4.600 5-4.600s4.600 1.400 5 4.600 M13 4.300a2.500 2.500 0 0 1 0 4.900 M14.300 11.600c1.900.5 2.900 1.900 3.200 4.400",
  traffic: "M3 7h12l-3-3 M17 13H5l3 3",
  check: "M4 10.500l4 4 8-9",
  warning: "M10 3 2.500 16.500h15z M10 8.500v3.500 M10 14.300v.2",
  edit: "M4 5h12 M4 10h12 M4 15h7",
  home: "M3.500 9.500 10 4l6.500 5.500 M5.500 8.500V16h9V8.500",
  help: "M10 2.500a7.500 7.500 0 1 1 0 15a7.500 7.500 0 1 1 0-15 M8 8a2 2 0 1 1 3 1.700c-.7.4-1 .8-1 1.600 M10 13.700v.2",
  rings: "M7.500 5.500a4.500 4.500 0 1 1 0 9a4.500 4.500 0 1 1 0-9 M12.500 5.500a4.500 4.500 0 1 1 0 9a4.500 4.500 0 1 1 0-9",
};

/** A decorative icon: it is hidden from assistive technology, and the control around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
