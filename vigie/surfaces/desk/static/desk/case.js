// The small forms of a case: one that cannot be answered says so, and takes nothing away.
// Everything works without this file.
"use strict";
(() => {
  const beside = (part, what) => document.getElementById(`${part.id}-${what}`);
  const tell = (part, failed) => {
    const told = beside(part, "failed");
    if (told) told.hidden = !failed;
  };

  document.addEventListener("htmx:beforeRequest", (event) => tell(event.detail.target, false));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, serverResponse } = event.detail;
    // A page to sign in on, or of a proxy that failed, is no answer.
    if (!event.detail.shouldSwap || serverResponse.includes(`id="${target.id}"`)) return;
    event.detail.shouldSwap = false;
    tell(target, true);
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => tell(event.detail.target, true));
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = document.getElementById(event.detail.target.id);
    if (!part) return;
    // The button that was pressed is gone: go on where it is said what became of it.
    const wrong = part.querySelector("[aria-invalid=true]");
    if (wrong) wrong.focus();
    else if (document.activeElement === document.body) beside(part, "said")?.focus();
  });
})();
