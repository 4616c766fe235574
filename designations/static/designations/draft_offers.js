"use strict";
// Takes what the passage names without loading the page anew, and goes to the first field that needs a decision:
// Enter takes the offer that has the focus, a letter looks for another one.
(() => {
  window.addEventListener("load", () => {
    const $ = window.django?.jQuery, kind = document.getElementById("id_kind");
    const groups = [...document.querySelectorAll(".desk-offers")];
    if (!$ || !groups.length) return;
    const fieldOf = (group) => document.getElementById(group.dataset.field);
    const boxOf = (group) => fieldOf(group).nextElementSibling?.querySelector(".select2-selection");
    const undecided = (group) => group.querySelector("a") && !fieldOf(group).value && !group.closest(".hidden");
    const goOn = () => {
      const open = groups.find(undecided), day = document.getElementById("id_occurred_on");
      if (open) open.querySelector("a").focus();
      else if (day) { day.focus(); day.select(); }
    };
    for (const group of groups) {
      const field = fieldOf(group);
      $(field).on("change", () => {
        const why = group.querySelector(".desk-why");
        if (why) why.hidden = true;
      });
      group.addEventListener("click", (event) => {
        const link = event.target.closest("a[data-offer]");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        $(field).empty().append(new Option(link.textContent, link.dataset.offer, true, true)).trigger("change");
        goOn();
      });
      group.addEventListener("keydown", (event) => {
        if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.altKey || event.metaKey) return;
        const box = boxOf(group);
        if (!box) return;
        event.preventDefault();
        box.focus();
        box.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true }));
      });
    }
    // Who came with a kind chosen; a page with errors shows those first.
    if (kind?.value && !document.querySelector("#draft_form .errorlist") && groups.some(undecided)) goOn();
  });
})();
