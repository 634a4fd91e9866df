"use strict";
// The one place that knows htmx: it carries requests and puts the fragments of the answers in their places.
// The words of htmx 2 and of htmx 4 for what went wrong are both understood. An answer is noticed by the
// acknowledgement that appears in the page, whatever headers or events a proxy or a version may drop.
(function (gouji) {
  const FAILED = [
    "htmx:sendError", "htmx:timeout", "htmx:sendAbort", "htmx:responseError", "htmx:swapError", // 2
    "htmx:error", "htmx:response:error", // 4
  ];
  const ARRIVING = ["htmx:beforeSwap", "htmx:before:swap"];
  const ENDED = ["htmx:afterRequest", "htmx:after:request"];
  const GRACE = 300; // milliseconds for an acknowledgement to appear after an answer has come
  const HEADERS = { "X-Gouji": "1" };
  let posted = 0;
  let answered = 0;

  function carry(verb, source, options) {
    const asked = htmx.ajax(verb, source.dataset.url, Object.assign({ source, headers: HEADERS }, options));
    if (asked && asked.catch) asked.catch(() => {}); // said by an event as well
  }

  function post(source, values) {
    posted += 1;
    carry("POST", source, { values, swap: "none" });
  }

  function get(element) {
    carry("GET", element, { target: element, swap: "innerHTML" });
  }

  // What comes for an element is thrown away when it is no longer welcome there.
  function receive(element, welcome) {
    ARRIVING.forEach((name) => element.addEventListener(name, (event) => {
      if (event.target === element && !welcome()) event.preventDefault();
    }));
  }

  function abort(source) {
    htmx.trigger(source, "htmx:abort");
  }

  function answerOf(event) {
    const { xhr, ctx } = event.detail || {};
    if (xhr) return { status: xhr.status, text: plainText(xhr.getResponseHeader("Content-Type"), xhr.responseText) };
    const response = ctx && ctx.response;
    if (!response) return { status: 0, text: "" };
    return { status: response.status, text: plainText(response.headers.get("Content-Type"), ctx.text) };
  }

  function plainText(type, text) {
    return (type || "").startsWith("text/plain") ? text : "";
  }

  function acknowledgement() {
    const { seq, ok, bad, unset, at } = document.getElementById("ack").dataset;
    return { seq: Number(seq), ok: JSON.parse(ok || "[]"), bad: JSON.parse(bad || "{}"), unset: JSON.parse(unset || "{}"), at: at || "" };
  }

  function watch(acknowledged) {
    const place = document.getElementById("ack");
    if (!place) return;
    const seen = new MutationObserver(() => {
      const found = document.getElementById("ack");
      if (!found || found === seen.last || !found.dataset.seq) return;
      seen.last = found;
      answered = posted;
      acknowledged(acknowledgement());
    });
    seen.last = place;
    seen.observe(place.parentNode, { childList: true });
  }

  function begin(acknowledged, failed) {
    watch(acknowledged);
    const ours = (event) => event.target.id === "sync";
    const fail = (event) => {
      if (event.detail.errorInfo) return; // htmx 2 says every failure twice, at first without the answer
      const { status, text } = answerOf(event);
      failed(status, text || "没有保存。刷新页面后核对");
    };
    FAILED.forEach((name) => document.addEventListener(name, (event) => ours(event) && fail(event)));
    const ended = (event) => {
      const mine = posted;
      if (ours(event)) setTimeout(() => mine === posted && answered !== mine && failed(0, ""), GRACE);
    };
    ENDED.forEach((name) => document.addEventListener(name, ended));
  }

  gouji.transport = { abort, begin, get, post, receive };
})((window.gouji = window.gouji || {}));
