import { html } from "lit";

const pad = (number, digits = 2) => String(number).padStart(digits, "0");

/** Such as 14:05:09 in UTC. */
export function clock(iso) {
  const at = new Date(iso);
  return `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
}

/** Such as 2026-11-23 14:05 in UTC. */
export function minute(iso) {
  const at = new Date(iso);
  return `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())} ${clock(iso).slice(0, 5)}`;
}

/** Made once: to make one takes longer than to draw a row. */
const LOCAL = new Intl.DateTimeFormat(undefined, {
  year: "numeric", month: "numeric", day: "numeric",
  hour: "numeric", minute: "numeric", second: "numeric", timeZoneName: "short",
});

/** An instant in UTC, with the local time on hover. */
export function time(iso, form = (at) => minute(at) + clock(at).slice(5)) {
  if (!iso) return "–";
  const local = `${LOCAL.format(new Date(iso))} here; ${iso}`;
  return html`<time datetime=${iso} title=${local}>${form(iso)}</time>`;
}

/** How long ago, from the browser's clock: for connections and services, not for the market. */
export function since(iso, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
}
