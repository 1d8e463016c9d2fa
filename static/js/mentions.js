/* SPDX-License-Identifier: EUPL-1.2 */
import { put } from "./editor.js";

const TYPED = /(?:^|[^\p{L}\p{N}_@[/.])@([\p{L}\p{N}][^\n@<>()[\]`*]{1,60})$/u;
const PAUSE = 150;

/** Offer names below a text while one is typed after an `@`; choosing one writes a link to its page. */
export function offerNames(editor, text) {
  const list = editor.querySelector("[data-mentionable]");
  let begun = "";
  const close = () => {
    begun = "";
    list.hidden = true;
    list.replaceChildren();
    text.removeAttribute("aria-activedescendant");
  };
  const mark = (chosen) => {
    for (const one of list.children) {
      one.setAttribute("aria-selected", one === chosen);
    }
    text.setAttribute("aria-activedescendant", chosen.id);
  };
  const choose = (chosen) => {
    const words = `${chosen.dataset.words} `;
    text.setSelectionRange(text.selectionStart - begun.length - 1, text.selectionStart);
    close();
    put(text, words);
  };
  text.addEventListener("input", async () => {
    const asked = TYPED.exec(text.value.slice(0, text.selectionStart))?.[1];
    if (!asked) {
      close();
      return;
    }
    begun = asked;
    await new Promise((later) => setTimeout(later, PAUSE));
    const found = begun === asked ? await namesWith(list.dataset.mentionable, asked) : [];
    if (begun === asked) {
      list.replaceChildren(...found.map(option));
      list.hidden = !list.firstElementChild;
      list.hidden ? close() : mark(list.firstElementChild);
    }
  });
  text.addEventListener("keydown", (event) => {
    if (list.hidden) {
      return;
    }
    const marked = list.querySelector("[aria-selected=true]");
    const acts = {
      ArrowDown: () => mark(marked.nextElementSibling ?? list.firstElementChild),
      ArrowUp: () => mark(marked.previousElementSibling ?? list.lastElementChild),
      Enter: () => choose(marked),
      Tab: () => choose(marked),
      Escape: close,
    };
    if (acts[event.key] && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      acts[event.key]();
    }
  });
  text.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const pressed = event.target.closest("[role=option]");
    if (pressed) {
      choose(pressed);
    }
  });
}

/** Ask which people and organisations have these letters in their name; nothing when the site does not answer. */
async function namesWith(address, letters) {
  try {
    const answer = await fetch(`${address}?${new URLSearchParams({ q: letters })}`);
    return answer.ok ? await answer.json() : [];
  } catch {
    return [];
  }
}

function option({ name, hint, words }, index) {
  const made = document.createElement("div");
  made.id = `mention-${index}`;
  made.role = "option";
  made.dataset.words = words;
  made.textContent = hint ? `${name} · ${hint}` : name;
  return made;
}
