"use strict";
// Suggests while one types, as an ARIA combobox with a list; the form works without it.
(() => {
  const form = document.querySelector("form[data-suggest]");
  const box = form?.elements.q;
  const list = document.getElementById("finder-found");
  if (!box || !list) return;
  let timer, going, at = -1;
  const set = (name, value) => box.setAttribute(name, value);
  set("role", "combobox");
  set("aria-autocomplete", "list");
  set("aria-controls", list.id);
  set("aria-expanded", "false");

  const close = () => {
    at = -1;
    list.hidden = true;
    set("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    const options = [...list.children];
    at = (place + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    set("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };
  const line = (one, number) => {
    const option = document.createElement("li");
    option.id = `finder-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = one.url;
    const name = document.createElement("bdi");
    const more = document.createElement("small");
    name.textContent = one.name;
    more.textContent = [one.what, one.why].filter(Boolean).join(" · ");
    option.append(name, more);
    return option;
  };
  const look = async () => {
    going?.abort();
    const query = box.value.trim();
    if (!query) return close();
    going = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: query })}`, { signal: going.signal });
      const { found } = answer.ok ? await answer.json() : { found: [] };
      list.replaceChildren(...found.map(line));
      close();
      list.hidden = !found.length;
      set("aria-expanded", String(Boolean(found.length)));
    } catch { /* A later look took its place, or the button still works. */ }
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 150);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at < 0 ? -1 : at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) location.assign(list.children[at].dataset.url);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) location.assign(option.dataset.url);
  });
  box.addEventListener("blur", close);
})();
