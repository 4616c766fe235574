"use strict";
// Keys for those who know them; everything works without. '/' goes to the search field, and after 'g':
// 'h' the desk, 'd' drafts, 'n' a new draft, 's' sources, 'e' events, 'l' entries of list files, 'a' the account.
(() => {
  const pages = {
    h: "", d: "designations/draft/", n: "designations/draft/add/", s: "designations/source/",
    e: "designations/event/", l: "designations/entrylink/", a: "account/",
  };
  const home = document.querySelector("#site-name a");
  let waiting = 0;
  const types = (place) => place.closest("input, textarea, select, [contenteditable], .select2-container");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
    if (event.key === "/") {
      const field = document.querySelector("#searchbar") || document.querySelector("#nav-filter");
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
