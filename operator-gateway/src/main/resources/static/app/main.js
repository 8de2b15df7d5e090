import { readSession, session } from "./api.js";
import { askForKey } from "./control.js";
import "./header.js";
import { connection } from "./socket.js";

const VIEWS = new Set([
  "overview", "market", "scanner", "thoughts", "risk", "data", "models",
  "backtests", "configuration", "parity", "audit", "why",
]);

/** `#/why/position/1?x=y` as its view, the further segments and the query. */
function route() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...segments] = path.split("/").map(decodeURIComponent);
  return {
    name: VIEWS.has(name) ? name : "overview",
    segments,
    query: new URLSearchParams(query),
  };
}

const content = document.getElementById("content");
let shown = null;

async function show(moved) {
  const next = route();
  await import(`./views/${next.name}.js`);
  if (route().name !== next.name) return; // the operator was faster than the network
  if (shown?.localName !== `tm-${next.name}`) {
    shown = document.createElement(`tm-${next.name}`);
    content.replaceChildren(shown);
    if (moved) {
      content.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
  }
  shown.route = next;
  document.title = `${next.name[0].toUpperCase()}${next.name.slice(1)} – Tidemark`;
  document.querySelector("tm-header").route = next.name;
}

document.querySelector("[data-skip]").addEventListener("click", (event) => {
  event.preventDefault();
  content.focus();
});
window.addEventListener("hashchange", () => show(true));

/** Where reads need a key too, nothing can be shown before there is one. */
async function admit() {
  await readSession();
  if (session.current?.readKeyNeeded && !session.current.role) {
    await askForKey("Reads need a key here.");
    location.reload();
  }
}

connection.open();
show(false);
admit();
