// Keys for lists, where somebody wants them (they can be switched off), and lists that change
// under the reader without losing what was selected. Everything works without this file.
"use strict";
(() => {
  const SETTING = "vigie.keys";
  const rows = () => [...document.querySelectorAll("#list .dk-row")];
  const link = (row) => row.querySelector(".dk-row__title a");
  const wanted = () => {
    try { return localStorage.getItem(SETTING) !== "off"; } catch { return true; }
  };

  const offerKeys = () => {
    const keys = document.getElementById("keys");
    const on = document.getElementById("keys-on");
    if (!keys || !on) return;
    keys.hidden = false;
    on.checked = wanted();
    on.addEventListener("change", () => {
      try { localStorage.setItem(SETTING, on.checked ? "on" : "off"); } catch { /* this page only */ }
    });
  };

  const isOn = () => document.getElementById("keys-on")?.checked ?? false;
  const typing = (target) => target.closest("input:not([type=checkbox]), select, textarea") !== null;
  const here = () => rows().findIndex((row) => row.contains(document.activeElement));

  const move = (step) => {
    const all = rows();
    const next = all[Math.min(Math.max(here() + step, 0), all.length - 1)];
    if (next) link(next).focus();
  };

  const deeds = {
    j: () => move(1),
    k: () => move(-1),
    o: () => { const row = rows()[here()]; if (row) link(row).click(); },
    x: () => rows()[here()]?.querySelector("[data-tick]")?.click(),
    "?": () => {
      const keys = document.getElementById("keys");
      keys.open = true;
      keys.querySelector("summary").focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const deed = deeds[event.key];
    if (!deed || !isOn() || typing(event.target)) return;
    event.preventDefault();
    deed();
  });

  let ticked = new Set();
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "list") return;
    ticked = new Set([...document.querySelectorAll("[data-tick]:checked")].map((box) => box.value));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const list = document.getElementById("list");
    if (!list || event.detail.target.id !== "list") return;
    for (const box of list.querySelectorAll("[data-tick]")) box.checked = ticked.has(box.value);
    offerKeys();
    // The link that asked for it is gone: go on reading where the list begins.
    if (document.activeElement === document.body) document.getElementById("list-said").focus();
  });

  offerKeys();
})();
