/* SPDX-License-Identifier: EUPL-1.2 */

/** Send a form only once, and ask before what was typed is left behind. */
export function guardForms() {
  const changed = new Set();
  for (const form of document.querySelectorAll('main form[method="post"]')) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("kept", () => changed.delete(form));
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "yes";
      changed.clear();
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (changed.size > 0) {
      event.preventDefault();
    }
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
    }
  });
}
