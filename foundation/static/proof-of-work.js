// Looks for the number behind a challenge, beside the page: SHA-256(salt + number), as ALTCHA version 1 has it.
"use strict";

self.onmessage = async ({ data: { challenge, salt, maxnumber } }) => {
  const encoder = new TextEncoder();
  const wanted = challenge.match(/../g).map((pair) => parseInt(pair, 16));
  for (let number = 0; number <= maxnumber; number += 1) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(salt + number)));
    if (wanted.every((byte, place) => byte === digest[place])) {
      self.postMessage(number);
      return;
    }
  }
};
