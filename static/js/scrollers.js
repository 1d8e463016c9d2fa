/* SPDX-License-Identifier: EUPL-1.2 */

/** Let the keyboard reach written tables and code that are wider than the screen. */
export function reachScrollers() {
  for (const wide of document.querySelectorAll(".kb-prose table, .kb-prose pre")) {
    if (wide.scrollWidth > wide.clientWidth) {
      wide.tabIndex = 0;
    }
  }
}
