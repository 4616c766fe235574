"use strict";
// Shows the fields that the chosen kind of event has. What is left out is not sent, and comes back with its kind.
(() => {
  const entered = (row) =>
    [...row.querySelectorAll("input, select, textarea")].some((field) => !["", "unknown"].includes(field.value));
  const show = (kinds, kind, keep) => {
    for (const [name, having] of Object.entries(kinds)) {
      const row = document.querySelector(`#draft_form fieldset > .form-row.field-${name}, #draft_form fieldset > details > .form-row.field-${name}`);
      if (!row) continue;
      // What was entered before stays in sight when the page opens, even if the kind has no such field.
      const asked = (kind ? having.includes(kind) : name === "entity") || (keep && entered(row));
      row.classList.toggle("hidden", !asked);
      for (const field of row.querySelectorAll("input, select, textarea")) field.disabled = !asked;
    }
    for (const section of document.querySelectorAll("#draft_form > div > fieldset")) {
      section.classList.toggle("hidden", !section.querySelector(".form-row:not(.hidden)"));
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    const kind = document.getElementById("id_kind"), told = document.getElementById("kinds-of-field");
    if (!kind || !told) return;
    const kinds = JSON.parse(told.textContent);
    document.querySelector(".desk-kinds")?.classList.add("hidden");
    kind.addEventListener("change", () => show(kinds, kind.value, false));
    // A page with errors keeps what is wrong in sight until the kind is changed.
    if (document.querySelector("#draft_form .errorlist")) return;
    show(kinds, kind.value, true);
    // Where the kind was chosen before, the date comes next; Django's script goes to the first field.
    window.addEventListener("load", () => {
      const day = document.getElementById("id_occurred_on");
      if (document.activeElement === kind && kind.value && day) { day.focus(); day.select(); }
    });
  });
})();
