"use strict";
// The printed pages, shown anew when the report has changed. The window in which somebody types says so when
// something was saved; changes from elsewhere are found by asking now and then, as long as somebody looks: a
// page that asked for ever would keep its session open for ever.
(function (gouji) {
  const CHANNEL = "gouji-saved";
  const EVERY = 4000; // milliseconds between two questions
  const PATIENCE = 600000; // milliseconds without anybody at this window, or anything new
  const list = document.getElementById("preview");
  const channel = window.BroadcastChannel ? new BroadcastChannel(CHANNEL) : null;
  let asking = false;
  let again = false;
  let awake = Date.now();
  let closed = false;

  // In a window where somebody types.
  function tell() {
    const sync = document.getElementById("sync");
    if (channel && sync) channel.postMessage(sync.dataset.url.replace(/\/fields$/, ""));
  }

  function set(id, text) {
    const place = document.getElementById(id);
    if (place.textContent !== text) place.textContent = text;
  }

  function complain(sentence) {
    set("preview-said", sentence);
    document.getElementById("preview-said").hidden = !sentence;
    list.classList.toggle("outdated", Boolean(sentence));
  }

  function ask() {
    if (closed) return;
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    const asked = fetch(list.dataset.report + "/preview/state?at=" + list.dataset.at, { headers: { "X-Gouji": "1" }, credentials: "same-origin" });
    asked.then(hear).catch(() => set("preview-state", "连不上服务器，正在重试")).then(done);
  }

  function done() {
    asking = false;
    if (again) {
      again = false;
      ask();
    }
  }

  function hear(answer) {
    if (answer.status === 401) {
      closed = true;
      return answer.text().then(complain);
    }
    if (!answer.ok) return answer.text().then((sentence) => set("preview-state", sentence.slice(0, 60)));
    return answer.json().then(take);
  }

  function take({ at, pages, said }) {
    if (at === list.dataset.at) {
      if (document.getElementById("preview-said").hidden) set("preview-state", standing());
      return;
    }
    awake = Date.now();
    complain(said);
    list.dataset.at = at;
    if (said) {
      set("preview-state", "以下为修改前的版式");
      return;
    }
    lay(pages, at);
    list.dataset.updated = clock();
    set("preview-state", standing());
    where();
  }

  function standing() {
    return list.dataset.updated ? "已更新 " + list.dataset.updated : "与已保存的内容一致";
  }

  function clock() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":");
  }

  // The old image stays until the new one has come.
  function lay(pages, at) {
    while (list.children.length > pages) list.lastElementChild.remove();
    for (let number = 1; number <= pages; number += 1) {
      const image = (list.children[number - 1] || added(number)).querySelector("img");
      image.alt = "第" + number + "页，共" + pages + "页";
      image.src = list.dataset.report + "/preview/" + number + ".png?at=" + at;
    }
    list.dataset.pages = pages;
  }

  function added(number) {
    const item = document.createElement("li");
    const image = document.createElement("img");
    item.id = "page-" + number;
    item.className = "sheet";
    item.dataset.page = number;
    image.width = 1190;
    image.height = 1683;
    item.append(image);
    list.append(item);
    return item;
  }

  // An image that did not come: it is asked for again with the next answer.
  function lost(event) {
    if (event.target.tagName === "IMG") list.dataset.at = "";
  }

  function where() {
    const middle = window.innerHeight / 2;
    const pages = Array.from(list.children);
    const now = pages.find((page) => page.getBoundingClientRect().bottom > middle) || pages[pages.length - 1];
    if (now) set("preview-where", "第 " + now.dataset.page + " 页，共 " + list.dataset.pages + " 页");
  }

  function tick() {
    if (document.hidden || closed) return;
    if (Date.now() - awake < PATIENCE) ask();
    else set("preview-state", "已暂停自动更新");
  }

  function wake() {
    const slept = Date.now() - awake >= PATIENCE;
    awake = Date.now();
    if (slept) ask();
  }

  function look() {
    if (channel) channel.onmessage = (event) => event.data === list.dataset.report && ask();
    list.addEventListener("error", lost, true);
    list.addEventListener("load", where, true);
    document.addEventListener("scroll", where, { passive: true });
    window.addEventListener("resize", where);
    ["pointermove", "keydown", "scroll", "focus"].forEach((name) => window.addEventListener(name, wake, { passive: true }));
    document.addEventListener("visibilitychange", () => !document.hidden && ask());
    setInterval(tick, EVERY);
    where();
  }

  gouji.preview = { tell };
  document.addEventListener("gouji:saved", tell);
  if (list) look();
})((window.gouji = window.gouji || {}));
