// Copies what stands in a field; without a script it is marked and copied by hand.
"use strict";

for (const row of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(row.dataset.copies);
  if (!navigator.clipboard) continue;
  row.hidden = false;
  row.querySelector("button").addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    row.querySelector("[data-copied]").hidden = false;
  });
}
