/* SPDX-License-Identifier: EUPL-1.2 */
import { offerNames } from "./mentions.js";

const KEYS = { b: "bold", i: "italic", k: "link" };
const TOOLS = {
  bold: (text) => around(text, "**"),
  italic: (text) => around(text, "*"),
  heading: (text) => lines(text, () => "## "),
  link,
  list: (text) => lines(text, () => "- "),
  numbers: (text) => lines(text, (number) => `${number}. `),
  tasks: (text) => lines(text, () => "- [ ] "),
  quote: (text) => lines(text, () => "> "),
  code: (text) => (chosen(text).includes("\n") ? put(text, `\`\`\`\n${chosen(text)}\n\`\`\``) : around(text, "`")),
  table: (text) => put(text, `${begins(text) ? "" : "\n\n"}| A | B |\n| --- | --- |\n|  |  |\n`),
  file: (text) => text.closest("[data-editor]").querySelector("[data-file]").click(),
};

/** Give every text in Markdown its toolbar, keys and preview in place. */
export function enhanceEditors() {
  for (const editor of document.querySelectorAll("[data-editor]")) {
    const text = editor.querySelector("textarea");
    showTools(editor.querySelector("[role=toolbar]"), text);
    switchPreview(editor, text);
    offerNames(editor, text);
    text.addEventListener("keydown", (event) => press(event, text));
  }
}

function press(event, text) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) {
    return;
  }
  const tool = KEYS[event.key.toLowerCase()];
  if (tool) {
    event.preventDefault();
    TOOLS[tool](text);
  } else if (event.key === "Enter") {
    event.preventDefault();
    text.form.requestSubmit(text.form.querySelector("button[type=submit]:not([name], [formaction])"));
  }
}

function showTools(bar, text) {
  const tools = [...bar.querySelectorAll("button")];
  const reach = (tool) => tools.forEach((one) => (one.tabIndex = one === tool ? 0 : -1));
  reach(tools[0]);
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const tool = event.target.closest("button");
    if (tool) {
      reach(tool);
      TOOLS[tool.dataset.tool](text);
    }
  });
  bar.addEventListener("keydown", (event) => {
    const here = tools.indexOf(document.activeElement);
    const last = tools.length - 1;
    const next = { ArrowRight: here < last ? here + 1 : 0, ArrowLeft: here > 0 ? here - 1 : last, Home: 0, End: last };
    if (event.key in next) {
      event.preventDefault();
      reach(tools[next[event.key]]);
      tools[next[event.key]].focus();
    }
  });
}

function switchPreview(editor, text) {
  const [bar, write, show, shown, line] = ["[role=toolbar]", "[data-write]", "[name=preview]", "[data-shown]", "p[data-failed]"].map(
    (place) => editor.querySelector(place),
  );
  const turn = (isPreview) => {
    text.hidden = bar.hidden = isPreview;
    shown.hidden = !isPreview;
    write.ariaPressed = !isPreview;
    show.ariaPressed = isPreview;
  };
  write.hidden = false;
  show.type = "button";
  show.ariaPressed = false;
  write.addEventListener("click", () => {
    turn(false);
    text.focus();
  });
  show.addEventListener("click", async () => {
    line.textContent = "";
    const body = new URLSearchParams({
      text: text.value,
      top: editor.dataset.top,
      csrf_token: text.form.elements.csrf_token?.value ?? "",
    });
    try {
      const answer = await fetch(editor.dataset.preview, { method: "POST", body });
      if (!answer.ok) {
        throw new Error(answer.status);
      }
      shown.innerHTML = await answer.text();
      turn(true);
      shown.focus();
    } catch {
      line.textContent = line.dataset.failed;
    }
  });
}

const chosen = (text) => text.value.slice(text.selectionStart, text.selectionEnd);
const begins = (text) => /(^|\n\n)$/.test(text.value.slice(0, text.selectionStart));

/** Put words in the place of what is selected, as if they were typed, so that undo works; then select some of them. */
export function put(text, words, from = words.length, to = from) {
  const start = text.selectionStart;
  text.focus();
  if (document.activeElement !== text || !document.execCommand(words ? "insertText" : "delete", false, words)) {
    text.setRangeText(words, start, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  text.setSelectionRange(start + from, start + to);
}

/** Put marks around what is selected, or take them away. */
function around(text, mark) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const size = mark.length;
  const words = chosen(text);
  const isMarked = value.slice(start - size, start) === mark && value.slice(end, end + size) === mark;
  const isLonger = value[start - size - 1] === mark && value[start - size - 2] !== mark;
  if (start >= size && isMarked && !(size === 1 && isLonger)) {
    text.setSelectionRange(start - size, end + size);
    put(text, words, 0, words.length);
  } else {
    put(text, mark + words + mark, size, size + words.length);
  }
}

/** Begin every line of the selection with a mark, or take it away. */
function lines(text, mark) {
  const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const after = text.value.indexOf("\n", text.selectionEnd);
  text.setSelectionRange(start, after < 0 ? text.value.length : after);
  const rows = chosen(text).split("\n");
  const isMarked = rows.every((row, index) => row.startsWith(mark(index + 1)));
  const marked = rows.map((row, index) => (isMarked ? row.slice(mark(index + 1).length) : mark(index + 1) + row));
  const words = marked.join("\n");
  put(text, words, rows.length > 1 ? 0 : words.length, words.length);
}

function link(text) {
  const words = chosen(text);
  if (/^https?:\/\/\S+$/.test(words)) {
    put(text, `[](${words})`, 1);
  } else {
    put(text, `[${words}](https://)`, words ? words.length + 3 : 1, words ? words.length + 11 : 1);
  }
}
