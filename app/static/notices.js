"use strict";
// What the page says of itself: the state of saving, sentences for those who listen, and signing in again.
(function (gouji) {
  const { make } = gouji;

  const LISTENED = 5000; // milliseconds that a sentence may take to be heard
  const SEEN = 8000; // … or read
  let spoken = 0;
  let fading = 0;

  function announce(sentence) {
    const place = document.getElementById("announce");
    spoken = Date.now();
    if (place) place.textContent = sentence;
  }

  // Something that can be left unsaid while a more important sentence is being heard.
  function mention(sentence) {
    if (Date.now() - spoken > LISTENED) announce(sentence);
  }

  // What became of an act, for everybody: heard, and for a while seen.
  function tell(sentence) {
    announce(sentence);
    const place = document.getElementById("told") || make("p", { id: "told", class: "told", "aria-hidden": "true" });
    place.textContent = sentence;
    document.body.append(place);
    clearTimeout(fading);
    fading = setTimeout(() => place.remove(), SEEN);
  }

  function set(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function showState({ name, words, sentence }) {
    const chip = document.getElementById("save-state");
    if (!chip) return;
    if (name) {
      chip.dataset.state = name;
      set(chip, words);
    }
    notice(chip).hidden = !sentence;
    set(notice(chip), sentence);
  }

  function notice(chip) {
    const found = document.getElementById("notice");
    if (found) return found;
    const made = make("p", { id: "notice", class: "notice", role: "alert" });
    chip.after(made);
    return made;
  }

  // Only while something is unsent does the browser ask before a page is left.
  function guard(event) {
    event.preventDefault();
    event.returnValue = "";
  }

  function showGuard({ unsent }) {
    if (unsent) window.addEventListener("beforeunload", guard);
    else window.removeEventListener("beforeunload", guard);
  }

  function askToSignIn() {
    const dialog = document.getElementById("signin-again");
    if (dialog && !dialog.open) dialog.showModal();
  }

  function signIn(event) {
    const dialog = document.getElementById("signin-again");
    if (!dialog || !dialog.contains(event.target)) return;
    event.preventDefault();
    const form = event.target;
    const body = new URLSearchParams(new FormData(form));
    const asked = fetch(form.action, { method: "POST", body, headers: { "X-Gouji": "1" }, credentials: "same-origin" });
    asked.then((answer) => signedIn(dialog, answer)).catch(() => complain(dialog, "连不上服务器，稍后再试"));
  }

  function signedIn(dialog, answer) {
    if (!answer.ok) {
      answer.text().then((sentence) => complain(dialog, sentence));
      return;
    }
    dialog.querySelector("input[type=password]").value = "";
    complain(dialog, "");
    dialog.close();
    gouji.saving.resume();
  }

  function complain(dialog, sentence) {
    const place = dialog.querySelector("[role=alert]");
    if (place) place.textContent = sentence;
  }

  function begin() {
    gouji.listen("gouji:state", showState);
    gouji.listen("gouji:state", showGuard);
    gouji.listen("gouji:signed-out", askToSignIn);
    document.addEventListener("submit", signIn);
    const chip = document.getElementById("save-state");
    if (chip) chip.addEventListener("click", () => chip.dataset.state === "signed-out" && askToSignIn());
  }

  gouji.announce = announce;
  gouji.mention = mention;
  gouji.tell = tell;
  gouji.notices = { begin };
})((window.gouji = window.gouji || {}));
