"use strict";
// Picks a passage of the text by mouse, touch or keyboard; without it the passage is copied into the field.
(() => {
  const text = document.getElementById("text");
  const form = document.getElementById("pick");
  const { quote, start } = form.elements;
  const told = document.getElementById("pick-length");
  const longest = Number(form.dataset.longest);
  const sentences = [...text.querySelectorAll(".sentence")];
  let first = -1, last = -1;

  document.getElementById("pick-help").hidden = true;
  const keys = document.getElementById("pick-keys");
  keys.hidden = false;
  text.setAttribute("aria-describedby", "pick-keys");

  const points = (string) => [...string].length;

  const tell = () => {
    const length = points(quote.value.trim());
    const tooLong = length > longest;
    told.textContent = !length ? "" : tooLong
      ? `${length} characters: at most ${longest} may be quoted. Take the sentence that supports the event.`
      : `${length} of at most ${longest} characters.`;
    told.classList.toggle("too-long", tooLong);
    form.querySelectorAll("button").forEach((button) => { button.setAttribute("aria-disabled", String(tooLong || !length)); });
    return length && !tooLong;
  };

  // The selection in code points: pieces of the text say where they begin, numbers of citations are no part of it.
  const take = (range) => {
    let from = -1, words = "";
    for (const piece of text.querySelectorAll("[data-at]")) {
      const node = piece.firstChild;
      if (!node || !range.intersectsNode(node)) continue;
      const begin = node === range.startContainer ? range.startOffset : 0;
      const end = node === range.endContainer ? range.endOffset : node.data.length;
      if (end <= begin) continue;
      const here = Number(piece.dataset.at) + points(node.data.slice(0, begin));
      // What lies between two pieces is the space between paragraphs.
      if (from >= 0 && here > from + points(words)) words += "\n".repeat(here - from - points(words));
      if (from < 0) from = here;
      words += node.data.slice(begin, end);
    }
    if (from < 0 || !words.trim()) return;
    const lead = words.length - words.trimStart().length;
    quote.value = words.trim();
    start.value = from + points(words.slice(0, lead));
    tell();
  };

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (range.intersectsNode(text) && text.contains(range.startContainer)) take(range);
  });
  quote.addEventListener("input", () => { start.value = ""; tell(); });
  form.addEventListener("submit", (event) => {
    if (!tell()) {
      event.preventDefault();
      quote.focus();
    }
  });

  const mark = () => {
    const [low, high] = [Math.min(first, last), Math.max(first, last)];
    sentences.forEach((sentence, index) => {
      sentence.classList.toggle("taken", index >= low && index <= high);
      sentence.tabIndex = index === last ? 0 : -1;
    });
    const range = document.createRange();
    range.setStartBefore(sentences[low]);
    range.setEndAfter(sentences[high]);
    take(range);
  };
  const letGo = () => {
    sentences.forEach((sentence) => sentence.classList.remove("taken"));
    quote.value = start.value = "";
    tell();
  };
  const go = (to, { more }) => {
    last = Math.max(0, Math.min(to, sentences.length - 1));
    if (!more) first = last;
    sentences[last].focus();
    mark();
  };

  // Without the attribute, a sentence cannot be given the focus.
  sentences.forEach((sentence, index) => { sentence.tabIndex = index ? -1 : 0; });
  text.addEventListener("keydown", (event) => {
    const at = sentences.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (last !== at) first = last = at;
    const ahead = getComputedStyle(event.target).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = ahead === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const steps = { ArrowDown: 1, ArrowUp: -1, [ahead]: 1, [back]: -1 };
    if (event.key in steps) go(at + steps[event.key], { more: event.shiftKey });
    else if (event.key === "Home") go(0, { more: event.shiftKey });
    else if (event.key === "End") go(sentences.length - 1, { more: event.shiftKey });
    else if (event.key === " ") mark();
    else if (event.key === "Enter") { mark(); form.querySelector("button")?.focus(); }
    else if (event.key === "Escape") letGo();
    else return;
    event.preventDefault();
  });
  tell();
  // Back from a draft: the text stands where it was read.
  const at = new URLSearchParams(location.search).get("at");
  if (at) text.querySelector(`[data-at="${Number(at)}"]`)?.scrollIntoView({ block: "center" });
})();
