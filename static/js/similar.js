/* SPDX-License-Identifier: EUPL-1.2 */

const PAUSE = 400;
const SHORTEST = 4;

/** Show what is there already about a title while it is typed; the button that asks for it is then not needed. */
export function showSimilar() {
  for (const place of document.querySelectorAll("[data-similar]")) {
    const field = document.getElementById(place.dataset.field);
    const found = place.querySelector("[aria-live]");
    place.querySelector("button[name='look']")?.remove();
    if (field && found) {
      follow(field, found, place.dataset.similar);
    }
  }
}

/** Look again whenever the typing pauses; only the last question asked is answered. */
function follow(field, found, address) {
  let timer;
  let running;
  const lookAfter = (pause) => {
    clearTimeout(timer);
    running?.abort();
    timer = setTimeout(async () => {
      running = new AbortController();
      await look(field.value.trim(), found, address, running.signal);
    }, pause);
  };
  field.addEventListener("input", () => lookAfter(PAUSE));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      lookAfter(0);
    }
  });
}

async function look(title, found, address, signal) {
  if (title.length < SHORTEST) {
    found.replaceChildren();
    return;
  }
  try {
    const answer = await fetch(`${address}?${new URLSearchParams({ titel: title })}`, { signal });
    if (answer.ok) {
      show(found, await answer.text());
    }
  } catch {
    /* A newer question was asked, or the network is away: what is shown stays. */
  }
}

/** Replace the list, unless it is the same or somebody is about to use it. */
function show(found, html) {
  const list = new DOMParser().parseFromString(html, "text/html").body;
  if (list.innerHTML.trim() !== found.innerHTML.trim() && !found.contains(document.activeElement)) {
    found.replaceChildren(...list.childNodes);
    for (const button of found.querySelectorAll("button[formaction]")) {
      onlyWhenPressed(button);
    }
  }
}

/** Take care that Enter in some field of the form does not press this button, which stands first. */
function onlyWhenPressed(button) {
  button.type = "button";
  button.addEventListener("click", () => {
    button.type = "submit";
    button.form.requestSubmit(button);
  });
}
