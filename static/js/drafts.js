/* SPDX-License-Identifier: EUPL-1.2 */

const PAUSE = 5_000;
const PATIENCE = 15_000;
const LARGEST_PARTING = 60_000;

/** Save what is typed in every form that keeps drafts: a little after each change, and on leaving. */
export function keepDrafts() {
  for (const line of document.querySelectorAll("main form [data-form]")) {
    const form = line.closest("form");
    keep(form, form.elements.draft, line);
  }
}

function keep(form, button, line) {
  let changes = "typed" in line.dataset ? 1 : 0;
  let kept = 0;
  let timer = 0;
  let saving = null;

  const later = () => (timer ||= setTimeout(start, PAUSE));
  const start = (leaving = false) => {
    clearTimeout(timer);
    timer = 0;
    if (changes > kept && !form.dataset.sent) {
      saving = save(leaving === true).finally(() => {
        saving = null;
        if (changes > kept) {
          later();
        }
      });
    }
  };

  async function save(leaving) {
    const now = changes;
    const body = new URLSearchParams(new FormData(form));
    body.set("draft", button.value);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        keepalive: leaving && `${body}`.length < LARGEST_PARTING,
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.ok || answer.status === 413) {
        const { told, title } = await answer.json();
        say(line, told ?? title);
        kept = now;
      } else if (answer.status === 400 || answer.status === 401) {
        say(line, line.dataset.away);
        await renewToken(form, button, line);
      } else {
        say(line, line.dataset.failed);
      }
      if (answer.ok && kept === changes) {
        form.dispatchEvent(new Event("kept"));
      }
    } catch {
      say(line, line.dataset.failed);
    }
  }

  form.addEventListener("input", () => {
    changes += 1;
    later();
  });
  form.addEventListener("submit", (event) => {
    // What is still on its way could arrive after the form, and bring back a draft of what was published.
    if (saving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      saving.then(() => form.requestSubmit(event.submitter));
    }
  });
  document.addEventListener("visibilitychange", () => document.hidden && start(true));
  window.addEventListener("pagehide", () => start(true));
  if (changes) {
    later();
  }
}

/** Tell how it goes, once. */
function say(line, sentence) {
  if (line.textContent !== sentence) {
    line.textContent = sentence;
  }
}

/** Take the token of the same form, opened anew, if the same person is signed in there. */
async function renewToken(form, button, line) {
  const answer = await fetch(line.dataset.form, { signal: AbortSignal.timeout(PATIENCE) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fields = page.querySelector("main form [data-form]")?.closest("form").elements;
  if (fields?.csrf_token && fields.draft.value === button.value) {
    for (const field of document.querySelectorAll("input[name=csrf_token]")) {
      field.value = fields.csrf_token.value;
    }
  }
}
