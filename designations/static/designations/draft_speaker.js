"use strict";
// Suggests for whom a speaker speaks, in sight and to be changed; and lets one type at once into a searchable field.
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const $ = window.django?.jQuery, speaker = document.getElementById("id_speaker");
    if (!$) return;
    document.addEventListener("keydown", (event) => {
      if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.altKey || event.metaKey) return;
      const box = event.target instanceof Element && event.target.closest(".select2-selection--single");
      if (!box) return;
      // The field that opens takes the focus a little later; until then the letters are put there.
      event.preventDefault();
      const select = $(box).closest(".select2-container").prev("select");
      if (!select.data("select2").isOpen()) select.select2("open");
      const field = document.querySelector(".select2-container--open .select2-search__field");
      if (!field) return;
      field.value += event.key;
      field.focus();
      $(field).trigger("input");
    });
    if (!speaker?.dataset.behalf) return;
    const fields = ["on_behalf_of_jurisdiction", "on_behalf_of_entity"].map((name) => document.getElementById(`id_${name}`));
    if (fields.some((field) => !field)) return;
    const told = document.createElement("output");
    told.className = "understood";
    told.htmlFor = "id_on_behalf_of_jurisdiction id_on_behalf_of_entity";
    speaker.parentElement.append(told);
    let timer, asked = speaker.value, ours = null;
    const set = (field, id, text) => {
      $(field).empty();
      if (id) field.append(new Option(text, id, true, true));
      $(field).trigger("change.select2");
    };
    const look = async () => {
      const text = speaker.value;
      if (text === asked) return;
      asked = text;
      // What a person chose is theirs.
      if (fields.some((field) => field.value && field !== ours?.field) || (ours && ours.field.value !== ours.id)) return;
      const answer = await fetch(`${speaker.dataset.behalf}?${new URLSearchParams({ speaker: text })}`);
      if (!answer.ok || speaker.value !== text) return;
      const found = await answer.json();
      if (fields.some((field) => field.value && field !== ours?.field)) return;
      if (ours) set(ours.field, "", "");
      ours = null;
      told.textContent = "";
      if (!found.id) return;
      ours = { field: document.getElementById(`id_${found.field}`), id: String(found.id) };
      set(ours.field, ours.id, found.text);
      told.textContent = `suggested from these words: on behalf of ${found.text}. Change it below if that is wrong.`;
    };
    speaker.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 250); });
    speaker.addEventListener("focusout", () => { clearTimeout(timer); look(); });
  });
})();
