/* SPDX-License-Identifier: EUPL-1.2 */
// Runs in every frame before anything of the page does: tells when something runs or does not belong there,
// and provokes what would run only when somebody clicks or points.

(() => {
  const allowed = ALLOWED;
  const place = (frame = window) =>
    frame.parent === window.top ? frame.frameElement?.id || location.pathname : place(frame.parent);
  const ran = () => window.kbRan(place());
  for (const name of ["alert", "confirm", "prompt", "print"]) {
    Object.defineProperty(window, name, { value: ran });
  }
  window.addEventListener("error", (event) => event instanceof ErrorEvent && ran());

  const isOurs = (element) =>
    element.matches("html, head, title, body, body > main, main > div, main > iframe") && !element.attributes.length;

  const look = () => {
    for (const element of document.querySelectorAll("*")) {
      const names = allowed[element.localName];
      const other = names ? [...element.attributes].find((one) => !names.includes(one.name)) : element;
      if (other && !isOurs(element) && !element.matches("html[lang], main > iframe")) {
        window.kbStray(place());
        return;
      }
    }
  };

  const provoke = () => {
    for (const element of document.querySelectorAll("*")) {
      for (const { name } of element.attributes) {
        if (name.startsWith("on")) element.dispatchEvent(new Event(name.slice(2), { bubbles: true }));
      }
      if (/^\s*j/i.test(element.getAttribute("href") ?? "") || element.hasAttribute("formaction")) element.click?.();
    }
  };

  window.addEventListener("load", () => {
    look();
    provoke();
  });
})();
