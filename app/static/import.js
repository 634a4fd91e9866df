"use strict";
// Bringing a document. On the first page: dropping a file, a pasted table with its cells, the progress of a large
// upload. On the second: each decision is kept as it is made, and whatever is looked at is shown in the source.
(function (gouji) {
  const MEGABYTE = 1000000;
  const HEADERS = { "X-Gouji": "1" };
  const FORM = "application/x-www-form-urlencoded";
  const LATER = 3000; // milliseconds until a decision that got lost is sent again
  const upload = document.getElementById("upload");
  const form = document.getElementById("import");

  function say(id, words, isAlert) {
    const place = document.getElementById(id);
    place.textContent = words;
    if (isAlert) place.hidden = !words;
  }

  function request(method, url, type) {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    Object.keys(HEADERS).forEach((name) => xhr.setRequestHeader(name, HEADERS[name]));
    if (type) xhr.setRequestHeader("Content-Type", type);
    return xhr;
  }

  // ---- choosing a file

  function beginUpload() {
    const drop = document.getElementById("drop");
    const file = document.getElementById("file");
    const over = (event, is) => {
      event.preventDefault();
      drop.classList.toggle("over", is);
    };
    // Anywhere on the page: a file that misses the box would otherwise replace the page.
    document.addEventListener("dragover", (event) => over(event, true));
    document.addEventListener("dragleave", (event) => over(event, false));
    document.addEventListener("drop", (event) => {
      over(event, false);
      if (!event.dataTransfer || !event.dataTransfer.files.length) return;
      if (event.dataTransfer.files.length > 1) return refuse("一次导入一个文件，请逐个拖入");
      file.files = event.dataTransfer.files;
      chosen(file);
    });
    file.addEventListener("change", () => chosen(file));
    document.getElementById("text").addEventListener("paste", pasted);
    upload.addEventListener("submit", sending);
  }

  function refuse(words) {
    say("upload-said", words, true);
    say("upload-state", "");
    document.getElementById("upload-progress").hidden = true;
    upload.querySelector("button.main").disabled = false;
  }

  function tooLarge(file) {
    const limit = Number(upload.dataset.limit);
    const chosenFile = file.files[0];
    if (!chosenFile || chosenFile.size <= limit * MEGABYTE) return "";
    return chosenFile.name + "：文件超过 " + limit + " MB，没有读取；检查是否选错文件，或另存为不带图片的文件后再导入。";
  }

  function chosen(file) {
    const wrong = tooLarge(file);
    refuse(wrong);
    if (!wrong && file.files[0]) say("upload-state", "已选择 " + file.files[0].name);
  }

  // A table that was copied tells its cells in the markup only. It is kept until the text is changed by hand.
  function pasted(event) {
    const box = event.target;
    const markup = event.clipboardData ? event.clipboardData.getData("text/html") : "";
    forget();
    if (!/<table/i.test(markup) || box.value.trim()) return;
    const kept = document.createElement("textarea");
    kept.name = "html";
    kept.id = "pasted-markup";
    kept.hidden = true;
    kept.value = markup;
    upload.append(kept);
    say("upload-state", "已粘贴带表格的内容");
    setTimeout(() => box.addEventListener("input", forget, { once: true }), 0);
  }

  function forget() {
    const kept = document.getElementById("pasted-markup");
    if (kept) kept.remove();
  }

  function sending(event) {
    event.preventDefault();
    const wrong = tooLarge(document.getElementById("file"));
    if (wrong) return refuse(wrong);
    const bar = document.getElementById("upload-progress");
    const xhr = request("POST", upload.action);
    xhr.upload.onprogress = (step) => {
      if (!step.lengthComputable) return;
      bar.hidden = false;
      bar.value = (100 * step.loaded) / step.total;
      const done = step.loaded === step.total;
      say("upload-state", done ? "正在读取" : "正在上传 " + Math.floor(bar.value) + "%");
    };
    xhr.onload = () => {
      if (xhr.status === 201) location.assign(xhr.responseText);
      else refuse(xhr.status === 500 ? "系统出现故障，没有读取；编号：" + xhr.responseText : xhr.responseText);
    };
    xhr.onerror = () => refuse("网络中断，没有读取；网络恢复后再次点击“读取”。");
    upload.querySelector("button.main").disabled = true;
    say("upload-said", "", true);
    say("upload-state", "正在读取");
    xhr.send(new FormData(upload));
  }

  // ---- looking it through

  const waiting = new Map(); // decisions not yet kept, by name
  let sendingNow = false;

  function beginReview() {
    form.addEventListener("change", decided);
    form.addEventListener("focusin", (event) => point(event.target.dataset.source));
    document.addEventListener("click", clicked);
    document.addEventListener("keydown", pressed);
    window.addEventListener("beforeunload", (event) => {
      if (!waiting.size) return;
      event.preventDefault();
      event.returnValue = "";
    });
    form.addEventListener("submit", submitted);
    const first = form.querySelector(".doubt:not(.is-settled) input:not([readonly])");
    if (first && !location.hash && !form.querySelector(".said")) {
      first.focus({ preventScroll: true });
      point(first.dataset.source);
    }
  }

  function decided(event) {
    const field = event.target;
    if (!field.name || field.readOnly) return;
    if (field.tagName === "SELECT") return form.querySelector("button[value=keep]").click();
    waiting.set(field.name, field.type === "checkbox" ? (field.checked ? "1" : "") : field.value);
    const item = field.closest(".doubt");
    if (item) item.classList.toggle("is-settled", Boolean(field.value.trim()));
    else if (field.type === "text") field.classList.toggle("is-corrected", field.value !== field.dataset.read);
    keep();
  }

  function keep() {
    if (sendingNow || !waiting.size) return;
    const sent = new Map(waiting);
    const xhr = request("POST", form.dataset.url, FORM);
    const body = new URLSearchParams();
    sent.forEach((value, name) => body.append(name, value));
    sendingNow = true;
    state("正在保存", "");
    xhr.onload = () => answered(xhr, sent);
    xhr.onerror = () => lost("网络中断，尚未保存");
    xhr.send(body.toString());
  }

  // 404 says that the import was written or dropped in another window: there is nothing left to keep it in.
  function answered(xhr, sent) {
    if (xhr.status === 200) return kept(sent, xhr.responseText);
    if (xhr.status === 401) return lost("登录已过期，在另一窗口重新登录后保存");
    if (xhr.status !== 404) return lost("没有保存");
    sendingNow = false;
    waiting.clear();
    return state("这份导入已写入或已放弃，不再保存", "lost");
  }

  function kept(sent, markup) {
    sendingNow = false;
    sent.forEach((value, name) => waiting.get(name) === value && waiting.delete(name));
    const answer = new DOMParser().parseFromString(markup, "text/html");
    ["import-sum", "import-findings"].forEach((id) => {
      const fresh = answer.getElementById(id);
      if (fresh) document.getElementById(id).replaceWith(document.adoptNode(fresh));
    });
    if (waiting.size) keep();
    else state("核对结果已保存，写入前报告不会改动", "");
  }

  function lost(words) {
    sendingNow = false;
    state(words + "，稍后自动重试", "lost");
    setTimeout(keep, LATER);
  }

  function state(words, name) {
    const place = document.getElementById("import-saved");
    if (place.textContent !== words) place.textContent = words;
    place.dataset.state = name;
  }

  // The form brings everything with it, so nothing is lost by leaving; a second press has nothing to do.
  function submitted() {
    waiting.clear();
    setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)), 0);
    window.addEventListener("pageshow", () => form.querySelectorAll("button").forEach((button) => (button.disabled = false)));
  }

  // Shows a place in the source, without taking the focus from where somebody types.
  function point(id) {
    const goal = id && document.getElementById(id);
    if (!goal) return;
    document.querySelectorAll(".shown-here").forEach((each) => each.classList.remove("shown-here"));
    goal.classList.add("shown-here");
    const pane = document.getElementById("source");
    const inside = goal.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (pane.scrollHeight > pane.clientHeight) pane.scrollTop += inside.top - frame.top - pane.clientHeight / 3;
  }

  function clicked(event) {
    const link = event.target.closest("a.to-source, a.origin");
    if (!link || link.tagName !== "A") return;
    event.preventDefault();
    point(link.hash.slice(1));
  }

  // F8 goes through what is doubtful, in turn; with Shift back.
  function pressed(event) {
    if (event.key !== "F8" || event.isComposing) return;
    const all = Array.from(form.querySelectorAll(".doubt input"));
    if (!all.length) return;
    event.preventDefault();
    const at = all.indexOf(document.activeElement);
    const next = event.shiftKey ? (at > 0 ? at : all.length) - 1 : (at + 1) % all.length;
    all[next].focus();
    all[next].select();
  }

  gouji.importing = { point };
  if (upload) beginUpload();
  if (form) beginReview();
})((window.gouji = window.gouji || {}));
