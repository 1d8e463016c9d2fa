/* SPDX-License-Identifier: EUPL-1.2 */

/** Close an open dropdown with Escape or by acting elsewhere. */
export function closeDropdowns() {
  const open = () => document.querySelectorAll("details[data-dropdown][open]");
  document.addEventListener("click", (event) => {
    for (const dropdown of open()) {
      dropdown.open = dropdown.contains(event.target);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const dropdown of open()) {
        dropdown.open = false;
        dropdown.querySelector("summary").focus();
      }
    }
  });
}
