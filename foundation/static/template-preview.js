// Tries a template out while somebody types. Without a script its button does the same.
"use strict";

const form = document.querySelector("form[data-preview]");
const WAIT = 700;

if (form) {
  let timer = 0;
  let asked = null;
  async function refresh() {
    asked?.abort();
    asked = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.preview, { method: "POST", body, signal: asked.signal });
    if (!answer.ok && answer.status !== 422) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("preview");
    const shown = document.getElementById("preview");
    if (fresh && shown) shown.replaceChildren(...fresh.childNodes);
  }
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(() => refresh().catch(() => {}), WAIT);
  }
  form.addEventListener("input", soon);
}
