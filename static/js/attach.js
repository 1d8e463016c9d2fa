/* SPDX-License-Identifier: EUPL-1.2 */
import { put } from "./editor.js";

/** Let files be chosen, dragged and pasted into a text; without scripts there is a page for it. */
export function attachFiles() {
  for (const place of document.querySelectorAll("[data-attach]")) {
    offer(place, place.closest("[data-editor]").querySelector("textarea"));
  }
}

function offer(place, text) {
  const find = (name) => place.querySelector(`[data-${name}]`);
  const ask = find("picture");
  const status = place.querySelector("[role=status]");
  const waiting = [];
  let busy = false;

  find("tools").hidden = false;
  find("hint").hidden = true;
  find("file").addEventListener("change", () => {
    take([...find("file").files]);
    find("file").value = "";
  });
  text.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length > 0 && !event.clipboardData.types.includes("text/plain")) {
      event.preventDefault();
      take(files);
    }
  });
  text.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
    }
  });
  text.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length > 0) {
      event.preventDefault();
      take([...event.dataTransfer.files]);
    }
  });
  find("insert").addEventListener("click", () => send(waiting[0], find("alternative").value, find("decorative").checked));
  find("cancel").addEventListener("click", () => next());
  find("alternative").addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      find("insert").click();
    }
  });

  function take(files) {
    waiting.push(...files);
    if (waiting.length === files.length) {
      begin();
    }
  }

  function begin() {
    const [file] = waiting;
    ask.hidden = !file?.type.startsWith("image/");
    if (!file) {
      return;
    }
    if (ask.hidden) {
      send(file, "", false);
      return;
    }
    find("name").textContent = file.name;
    find("alternative").value = "";
    find("decorative").checked = false;
    find("alternative").focus();
  }

  function next() {
    waiting.shift();
    begin();
    if (waiting.length === 0) {
      text.focus();
    }
  }

  async function send(file, alternative, decorative) {
    if (busy) {
      return;
    }
    busy = true;
    say(place.dataset.adding, file);
    const answer = file.size > Number(place.dataset.largest) ? { message: place.dataset.tooLarge } : await sent(file, alternative, decorative);
    busy = false;
    if (answer.markdown) {
      insert(text, answer.markdown);
      say(place.dataset.added, file);
      next();
      return;
    }
    status.textContent = `${file.name}: ${answer.message ?? place.dataset.failed}`;
    if (ask.hidden) {
      waiting.shift();
      begin();
    } else {
      find("alternative").focus();
    }
  }

  async function sent(file, alternative, decorative) {
    const form = new FormData();
    form.append("file", file);
    form.append("alternative", alternative);
    form.append("csrf_token", text.form.elements.csrf_token?.value ?? "");
    if (decorative) {
      form.append("decorative", "y");
    }
    try {
      const answer = await fetch(place.dataset.action, { method: "POST", body: form, headers: { Accept: "application/json" } });
      return await answer.json();
    } catch {
      return {};
    }
  }

  function say(sentence, file) {
    status.textContent = sentence.replace("{name}", file.name);
  }
}

/** Put a line where the cursor is, in a paragraph of its own unless there is a space before it. */
function insert(text, markdown) {
  const before = text.value.slice(0, text.selectionStart);
  put(text, (before === "" || /\s$/.test(before) ? "" : "\n\n") + markdown);
}
