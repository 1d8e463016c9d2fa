/* SPDX-License-Identifier: EUPL-1.2 */

const SHORTEST = 10;
const LONGEST = 1000;
const EDGE = 16;

/** Beside what somebody selects in a story, offer the link that makes a lesson of it. */
export function offerPassages() {
  const link = document.querySelector("[data-passages] a");
  const story = link?.closest("section").querySelector(".kb-prose");
  if (!story) {
    return;
  }
  const offer = link.cloneNode(true);
  offer.style.position = "fixed";
  offer.style.background = "var(--kb-paper)";
  offer.style.border = "1px solid";
  /* Pressing it must not end the selection that it is about. */
  offer.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("selectionchange", () => {
    const range = rangeIn(story);
    const words = range ? wordsOf(range) : "";
    if (words.length < SHORTEST || words.length > LONGEST) {
      offer.remove();
      return;
    }
    const address = new URL(link.href);
    address.searchParams.set("passage", words);
    offer.href = address;
    link.after(offer);
    const { left, bottom } = range.getBoundingClientRect();
    offer.style.left = `${Math.max(0, Math.min(left, innerWidth - offer.offsetWidth - EDGE))}px`;
    offer.style.top = `${Math.min(bottom, innerHeight - offer.offsetHeight - EDGE)}px`;
  });
}

/** Give what is selected of the story: a triple click selects up to what comes behind it. */
function rangeIn(story) {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.containsNode(story, true)) {
    return null;
  }
  const range = selection.getRangeAt(0).cloneRange();
  if (!story.contains(range.startContainer)) {
    range.setStart(story, 0);
  }
  if (!story.contains(range.endContainer)) {
    range.setEnd(story, story.childNodes.length);
  }
  return range;
}

/** Give the words as the text has them: without the titles that stand behind numbers. */
function wordsOf(range) {
  const copy = range.cloneContents();
  for (const title of copy.querySelectorAll('a[href^="/bijdragen/"] > span')) {
    title.remove();
  }
  return copy.textContent.replace(/\s+/g, " ").trim();
}
