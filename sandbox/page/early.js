// Before anything is drawn: light or dark, if somebody chose it here (theme.js). A plain script, so that nothing flashes.

try {
  const theme = localStorage.getItem("sandbox.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the page is as the system is.
}
