"use strict";
// Says beside a date field how the date would be understood; without it the saved page does.
(() => {
  const waiting = new WeakMap();
  const told = (field) => field.parentElement.querySelector("output.understood");
  const ask = async (field) => {
    const output = told(field), text = field.value;
    if (!output) return;
    if (!text.trim()) { output.textContent = ""; return; }
    const answer = await fetch(`${field.dataset.understood}?${new URLSearchParams({ text })}`);
    if (!answer.ok || field.value !== text) return;
    const { understood, problem } = await answer.json();
    output.textContent = understood || problem || "";
    output.classList.toggle("problem", Boolean(problem));
  };
  const soon = (event, delay) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.dataset.understood) return;
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(() => ask(field), delay));
  };
  document.addEventListener("input", (event) => soon(event, 400));
  document.addEventListener("focusout", (event) => soon(event, 0));
})();
