// What a script adds to the form, which is whole without it: a proof of work while its reader types, and plain words
// about the country that is chosen.
"use strict";

const form = document.querySelector("form[data-challenge]");

async function work() {
  const challenge = await (await fetch(form.dataset.challenge, { credentials: "omit" })).json();
  const worker = new Worker(form.dataset.worker);
  worker.onmessage = ({ data: number }) => {
    worker.terminate();
    const { algorithm, challenge: hash, salt, signature } = challenge;
    const answer = document.createElement("input");
    answer.type = "hidden";
    answer.name = "altcha";
    answer.value = btoa(JSON.stringify({ algorithm, challenge: hash, salt, signature, number }));
    form.append(answer);
  };
  worker.postMessage(challenge);
}

function speakOfTheCountry(country) {
  for (const words of document.querySelectorAll("[data-countries]")) {
    const concerned = words.dataset.countries.split(" ").includes(country.value);
    words.classList.toggle("warn", concerned);
    if (words.dataset.wait !== undefined) words.hidden = !concerned;
  }
}

if (form) {
  // Not before somebody begins to type: most only read.
  if (window.isSecureContext && window.Worker) {
    form.addEventListener("focusin", () => work().catch(() => {}), { once: true });
  }
  const country = form.elements.namedItem("country");
  country.addEventListener("change", () => speakOfTheCountry(country));
  speakOfTheCountry(country);
}
