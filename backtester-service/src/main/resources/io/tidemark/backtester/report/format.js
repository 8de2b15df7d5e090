const data = JSON.parse(document.getElementById("data").textContent);
const NONE = "\u2013";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An element with text and children; text is never read as markup. */
function element(tag, text, attributes) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

function isNothing(value) {
  return value === null || value === undefined || value === "" || Number.isNaN(Number(value));
}

function grouped(value, digits) {
  return Number(value).toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Digits after the point that leave about five that mean something. */
function digitsFor(value) {
  const size = Math.abs(Number(value));
  if (size === 0 || size >= 100) return 2;
  return Math.min(10, Math.max(2, 4 - Math.floor(Math.log10(size))));
}

const format = {
  percent: (value) => (isNothing(value) ? NONE : grouped(100 * value, 2) + "\u00a0%"),
  number: (value) => (isNothing(value) ? NONE : grouped(value, 2)),
  count: (value) => (isNothing(value) ? NONE : grouped(value, 0)),
  money: (value) => (isNothing(value) ? NONE : grouped(value, digitsFor(value))),
  price: (value) => (isNothing(value) ? NONE : grouped(value, digitsFor(value))),
  seconds: (value) => {
    if (isNothing(value)) return NONE;
    const minutes = Math.round(value / 60);
    if (minutes < 60) return minutes + "\u00a0min";
    if (minutes < 60 * 24) return Math.floor(minutes / 60) + "\u00a0h " + (minutes % 60) + "\u00a0min";
    return Math.floor(minutes / 1440) + "\u00a0d " + Math.floor((minutes % 1440) / 60) + "\u00a0h";
  },
};

/** Year to minute in UTC. */
function timeText(millis) {
  return new Date(millis).toISOString().slice(0, 16).replace("T", " ");
}

function dayText(millis) {
  return new Date(millis).toISOString().slice(0, 10);
}

function signClass(value) {
  return Number(value) > 0 ? "gain" : Number(value) < 0 ? "loss" : "";
}

function words(constant) {
  const text = constant.toLowerCase().replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}
