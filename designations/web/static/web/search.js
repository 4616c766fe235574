"use strict";
// Suggests while one types, as an ARIA combobox with a list; the forms work without it. In the head of every page
// a suggestion is a page to go to; in the form of alerts (`data-pick`) it becomes a box that is ticked.
for (const host of document.querySelectorAll("[data-suggest]")) {
  const box = host.querySelector("input[type=search]");
  const list = host.querySelector("[role=listbox]");
  if (!box || !list) continue;
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
  const tick = ({ slug, name }) => {
    const boxes = document.getElementById(host.dataset.pick);
    let ticked = [...boxes.querySelectorAll("input")].find((input) => input.value === slug);
    if (!ticked) {
      const label = document.createElement("label");
      const shown = document.createElement("bdi");
      const row = document.createElement("div");
      ticked = document.createElement("input");
      Object.assign(ticked, { type: "checkbox", name: host.dataset.field, value: slug });
      ticked.id = `${boxes.id}_${boxes.querySelectorAll("input").length}`;
      label.htmlFor = ticked.id;
      shown.textContent = name;
      label.append(ticked, " ", shown);
      row.append(label);
      boxes.append(row);
      boxes.hidden = false;
    }
    ticked.checked = true;
    // What is left in the field would be looked for once more when the form is sent.
    box.value = "";
    host.querySelector("[role=status]").textContent = `${host.dataset.chosen} ${name}`;
  };
  // What is under way would open the list once more.
  const leave = () => {
    clearTimeout(timer);
    going?.abort();
    close();
  };
  const take = (option) => {
    leave();
    if (host.dataset.pick) tick(option.dataset);
    else location.assign(option.dataset.url);
  };
  const line = (one, number) => {
    const option = document.createElement("li");
    option.id = `${list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    Object.assign(option.dataset, { url: one.url, slug: one.slug, name: one.name });
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
    const address = new URL(host.dataset.suggest, location);
    address.searchParams.set("q", query);
    try {
      const answer = await fetch(address, { signal: going.signal });
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
    else if (event.key === "Enter" && at >= 0) take(list.children[at]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) take(option);
  });
  box.addEventListener("blur", leave);
}
