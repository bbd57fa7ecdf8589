// Keys, and small comforts. Every page works without this file.
const field = (target) => target instanceof Element && target.matches("input, select, textarea");
const form = document.querySelector("[data-verdict]");
const keys = document.getElementById("keys");

function edit() {
  form.classList.add("editing");
  const first = form.querySelector(".wrong .entry :is(input, select)") ?? form.querySelector("#f-best, #f-killed_best, #f-speaker") ?? form.querySelector(".entry :is(input, select)");
  first?.focus();
  first?.select?.();
}

function leave() {
  form.classList.remove("editing");
  form.reset();
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-rows] tbody tr, ul[data-rows] > li")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  next.querySelector("a")?.focus();
  next.scrollIntoView({ block: "nearest" });
}

let before = "";
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && field(event.target)) return event.target.blur();
  if (event.key === "Escape" && form?.classList.contains("editing")) return leave();
  if (field(event.target) || event.ctrlKey || event.metaKey || event.altKey || keys?.open) return;
  const pressed = before + event.key;
  before = event.key === "g" ? "g" : "";
  if (pressed === "gq") return location.assign("/");
  if (event.key === "?") return keys?.showModal();
  if (event.key === "/") { event.preventDefault(); return document.querySelector(".find input")?.focus(); }
  if (event.key === "j") return move(1);
  if (event.key === "k") return move(-1);
  const found = /^[a-z]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
  if (found && found.checkVisibility() && !event.repeat) { event.preventDefault(); found.click(); }
});

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-edit], [data-leave], [data-keys-help], [data-theme-switch], [data-whole]");
  if (!target) return;
  if (target.matches("[data-edit]")) { event.preventDefault(); edit(); }
  if (target.matches("[data-leave]")) leave();
  if (target.matches("[data-keys-help]")) keys.showModal();
  if (target.matches("[data-whole]")) {
    const whole = document.querySelector("[data-record]").classList.toggle("whole");
    target.setAttribute("aria-pressed", String(whole));
  }
  if (target.matches("[data-theme-switch]")) {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* for this page only */ }
  }
});

// One decision a press: a second click while the first travels would decide on nothing.
form?.addEventListener("submit", (event) => {
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => { if (form) { delete form.dataset.sent; form.removeAttribute("aria-busy"); } });

// Enter in a field saves the correction; without this, browsers press the form's first button: accept.
form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input") || !form.classList.contains("editing")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('[value="correct"]'));
});
form?.querySelector(".note")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !form.classList.contains("editing")) event.preventDefault();
});

document.querySelectorAll("form[data-auto]").forEach((filters) => filters.addEventListener("change", () => filters.requestSubmit()));
if (form?.classList.contains("editing")) edit();
document.querySelector(".text .holds")?.scrollIntoView({ block: "nearest" });
