"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const filters = document.querySelector(".filters");
  const kinds = all(".filters input[data-kind]");
  const box = document.querySelector(".filters input[type=search]");
  const nil = document.querySelector(".filters input[data-nil]");
  const told = document.querySelector(".filters output");
  const fold = (text) => text.toLocaleLowerCase();
  const entities = all("tr[data-entity].entity").map((row) => [row, fold(row.textContent)]);
  const ids = new Set(entities.map(([row]) => fold(row.dataset.entity)));
  const marks = all("mark[data-kind]").map((mark) => [mark, fold(mark.textContent)]);

  function found(element, text, on, words, named) {
    const id = element.dataset.entity || "";
    if (!on.has(element.dataset.kind) || (nil.checked && id)) return false;
    if (!words) return true;
    return ids.has(words) ? fold(id) === words : text.includes(words) || named.has(id);
  }

  function apply() {
    const on = new Set(kinds.filter((one) => one.checked).map((one) => one.dataset.kind));
    const words = fold(box.value.trim());
    const named = new Set();
    for (const [row, text] of entities) {
      row.hidden = !found(row, text, on, words, named);
      if (!row.hidden) named.add(row.dataset.entity);
    }
    const filled = new Set();
    let count = 0;
    for (const [mark, text] of marks) {
      const off = !found(mark, text, on, words, named);
      mark.classList.toggle("off", off);
      if (!off) { count += 1; filled.add(mark.closest("article")); }
    }
    for (const row of all("tr.mention")) row.hidden = !found(row, fold(row.textContent), on, words, named);
    const narrowed = words || nil.checked || on.size < kinds.length;
    for (const article of all("article")) article.hidden = Boolean(narrowed) && !filled.has(article);
    for (const place of all("svg [data-entity]")) place.classList.toggle("off", !named.has(place.dataset.entity));
    told.textContent = `${count} of ${marks.length} mentions`;
  }

  function pick(event) {
    const chosen = event.target.closest("svg [data-entity], button[data-entity]");
    if (!chosen) return;
    box.value = fold(box.value) === fold(chosen.dataset.entity) ? "" : chosen.dataset.entity;
    apply();
  }

  filters.hidden = false;
  for (const one of all(".legend .kind")) one.hidden = true; // the filters show the colours as well
  for (const button of all("button[data-entity]")) button.disabled = false;
  filters.addEventListener("input", apply);
  document.addEventListener("click", pick);
  apply();
})();
