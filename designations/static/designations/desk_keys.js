"use strict";
// Keys for those who know them; everything works without. '/' goes to the search field, or to the passage of a
// text that is read; Ctrl+Enter presses the main button of the form one is in; and after 'g': 'h' the desk,
// 'c' add an article, 'd' drafts, 'n' a new draft, 'r' the review queue, 's' sources, 'e' events,
// 'l' entries of list files, 'a' the account.
(() => {
  const pages = {
    h: "", c: "designations/capturerequest/add/", d: "designations/draft/", n: "designations/draft/add/", r: "review/",
    s: "designations/source/", e: "designations/event/", l: "designations/entrylink/", a: "account/",
  };
  const home = document.querySelector("#site-name a");
  // Who speaks to the machine, or shakes, turns the keys off that are one letter alone (WCAG 2.1.4): in the manual.
  const stored = { get: () => { try { return localStorage.getItem("desk-single-keys"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("desk-single-keys", value); } catch { /* For this page only. */ } } };
  let single = stored.get() !== "off";
  const choice = document.getElementById("single-keys");
  if (choice) {
    choice.closest("p").hidden = false;
    choice.checked = single;
    choice.addEventListener("change", () => { single = choice.checked; stored.set(single ? "on" : "off"); });
  }
  let waiting = 0;
  const types = (place) => place.closest("input, textarea, select, [contenteditable], .select2-container");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat) {
      const form = event.target.closest("form");
      const button = form?.querySelector("[data-main]");
      if (button) { event.preventDefault(); form.requestSubmit(button); }
      return;
    }
    if (event.altKey && !event.ctrlKey && !event.metaKey && /^[a-z]$/.test(event.key)) {
      // Browsers do this by themselves, each in its own way; this one selects what it finds, to be typed over.
      const field = document.querySelector(`#content :is([accesskey="${event.key}"], [data-goto="${event.key}"])`);
      if (!field || field.disabled || field.closest(".hidden")) return;
      event.preventDefault();
      // What cannot be taken back is gone to, and takes a second key.
      if (field.dataset.goto) return field.focus();
      if (field instanceof HTMLAnchorElement) return field.click();
      const asked = field.dataset.needs && document.getElementById(field.dataset.needs);
      if (asked && !asked.value.trim()) return asked.focus();
      if (field instanceof HTMLButtonElement) return field.form.requestSubmit(field);
      field.closest("details")?.setAttribute("open", "");
      field.focus();
      if (field.select) field.select();
      return;
    }
    if (!single || event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
    if (event.key === "/") {
      const field = document.querySelector("#pick textarea") || document.querySelector("#searchbar") || document.querySelector("#nav-filter");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
    } else if (event.key === "g") {
      waiting = Date.now();
    } else if (waiting && Date.now() - waiting < 1500 && event.key in pages && home) {
      event.preventDefault();
      waiting = 0;
      location.assign(home.getAttribute("href") + pages[event.key]);
    } else {
      waiting = 0;
    }
  });
})();
