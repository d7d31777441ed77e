// Where the caret stands in an editable element, by the letters before it: so it can be put back into one drawn anew.

/** The offsets of the selection's ends in the editor's text; null without one. */
export function caretOf(editor) {
  const selection = getSelection();
  if (!selection.rangeCount || !editor.contains(selection.anchorNode)) return null;
  const offset = (node, at) => {
    const range = document.createRange();
    range.setStart(editor, 0);
    range.setEnd(node, at);
    return range.toString().length;
  };
  return [offset(selection.anchorNode, selection.anchorOffset), offset(selection.focusNode, selection.focusOffset)];
}

/** Puts the selection back. */
export function setCaret(editor, [anchor, focus]) {
  getSelection().setBaseAndExtent(...placeOf(editor, anchor), ...placeOf(editor, focus));
}

function placeOf(editor, offset) {
  const texts = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  let left = offset;
  let last = null;
  while (texts.nextNode()) {
    last = texts.currentNode;
    if (left <= last.length) return [last, left];
    left -= last.length;
  }
  return last ? [last, last.length] : [editor, 0];
}
