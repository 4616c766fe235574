"use strict";
// Says to a screen reader what Django's scripts leave unsaid: the names of searchable choices, of the fields in
// rows and of hints; and lets the keyboard scroll what is wider than the screen.
(() => {
  const words = (place) => place?.textContent.trim().replace(/[:\s]+$/, "") || "";
  const nameOf = (field) => {
    const own = words(field.labels?.[0] || document.querySelector(`label[for="${CSS.escape(field.id)}"]`));
    const column = field.closest("td")?.className.match(/field-([\w-]+)/)?.[1];
    return own || (column ? words(field.closest("table").querySelector(`th.column-${column}`)) : "");
  };
  const say = () => {
    for (const field of document.querySelectorAll("select.select2-hidden-accessible")) {
      const box = field.nextElementSibling?.querySelector(".select2-selection"), name = nameOf(field);
      if (!box || !name) continue;
      const shown = box.querySelector(".select2-selection__rendered");
      const chosen = shown?.getAttribute("title") || "";
      shown?.removeAttribute("role");
      shown?.removeAttribute("aria-readonly");
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", chosen ? `${name}: ${chosen}` : name);
      box.querySelector(".select2-search__field")?.setAttribute("aria-label", `${name}: search`);
    }
    for (const field of document.querySelectorAll(".tabular td :is(input, select, textarea)")) {
      if (!field.labels?.length && !field.hasAttribute("aria-label") && nameOf(field)) field.setAttribute("aria-label", nameOf(field));
    }
    for (const hint of document.querySelectorAll(".help-tooltip[aria-label]:not([role])")) hint.setAttribute("role", "img");
    for (const wide of document.querySelectorAll(".desk-scroll")) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    }
  };
  window.addEventListener("load", () => {
    const $ = window.django?.jQuery;
    if (!$) return say();
    // After those that wait for the same, and make the choices.
    $(say);
    $(document).on("change select2:select select2:clear", "select", () => setTimeout(say));
    $(document).on("select2:open", (event) => {
      document.querySelector(".select2-container--open .select2-dropdown .select2-search__field")
        ?.setAttribute("aria-label", `${nameOf(event.target)}: search`);
    });
  });
  document.addEventListener("formset:added", () => setTimeout(say));
  window.addEventListener("resize", say);
})();
