// Files that are dragged onto the page: they go to the conversation or thread under the pointer.

const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/** @param {{conversation: object, thread: object}} app each with the `composer` that is shown, if there is one */
export function takeDroppedFiles(app) {
  const paneAt = (target) => target.closest?.("#thread, #conversation") ?? null;
  const composerOf = (pane) => (pane?.id === "thread" ? app.thread : app.conversation).composer;
  let marked = null;
  const mark = (pane) => {
    if (marked === pane) return;
    marked?.classList.remove("dropping");
    pane?.classList.add("dropping");
    marked = pane;
  };
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault(); // else the browser would open the file instead of the page
    const pane = paneAt(event.target);
    const takes = composerOf(pane)?.node.isConnected && pane;
    event.dataTransfer.dropEffect = takes ? "copy" : "none";
    mark(takes || null);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && mark(null));
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const composer = composerOf(paneAt(event.target));
    mark(null);
    if (composer?.node.isConnected) composer.attach(event.dataTransfer.files);
  });
}
