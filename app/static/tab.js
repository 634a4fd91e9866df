"use strict";
// Who this window is to the server, and the number of its next request. Both outlast a reload. A window that was
// copied from another one copies its memory too: then the mark of the one that still lives stands in it, and
// the copy takes a name of its own. So does a window that went down with something unsent.
(function (gouji) {
  const NAME = "gouji-client";
  const NUMBER = "gouji-seq";
  const HELD = "gouji-held";
  const memory = storage();

  function storage() {
    try {
      sessionStorage.setItem("gouji-probe", "1");
      sessionStorage.removeItem("gouji-probe");
      return sessionStorage;
    } catch (refusal) {
      return new Forgetful();
    }
  }

  // Where the browser keeps nothing for a window, the window keeps it itself, for as long as it stands.
  class Forgetful {
    constructor() {
      this.kept = new Map();
    }

    getItem(key) {
      return this.kept.has(key) ? this.kept.get(key) : null;
    }

    setItem(key, text) {
      this.kept.set(key, text);
    }

    removeItem(key) {
      this.kept.delete(key);
    }
  }

  function fresh() {
    const bytes = crypto.getRandomValues(new Uint8Array(12)); // randomUUID is not there over plain HTTP
    memory.setItem(NAME, "tab-" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));
    memory.setItem(NUMBER, "0");
  }

  function take() {
    if (!memory.getItem(NAME) || memory.getItem(HELD)) fresh();
    memory.setItem(HELD, "1");
  }

  function client() {
    return memory.getItem(NAME);
  }

  // Kept before it is used: whatever happens next, no number is used twice.
  function next() {
    const seq = Number(memory.getItem(NUMBER)) + 1;
    memory.setItem(NUMBER, String(seq));
    return { client: client(), seq };
  }

  function begin() {
    take();
    window.addEventListener("pagehide", () => {
      if (!gouji.saving.unsent()) memory.removeItem(HELD);
    });
    window.addEventListener("pageshow", (event) => event.persisted && memory.setItem(HELD, "1"));
  }

  gouji.tab = { begin, client, next };
})((window.gouji = window.gouji || {}));
