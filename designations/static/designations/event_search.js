"use strict";
// Finds events while one types; the form works without it.
(() => {
  const form = document.getElementById("event-search");
  const found = document.getElementById("found");
  let timer, going;
  const look = async () => {
    going?.abort();
    going = new AbortController();
    const query = new URLSearchParams(new FormData(form));
    query.set("part", "1");
    try {
      const answer = await fetch(`?${query}`, { signal: going.signal });
      if (answer.ok) found.innerHTML = await answer.text();
    } catch { /* A later look took its place, or the button still works. */ }
  };
  form.elements.q.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 200);
  });
})();
