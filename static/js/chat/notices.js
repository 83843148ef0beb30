// Fixed texts of the product: what happened, and buttons for what to do.

import { element, webAddress } from "./dom.js";
import { say } from "./strings.js";

const LOOKS = {
  emergency: "notice--danger",
  crisis: "notice--danger",
  interrupted: "notice--warn",
  correction: "notice--warn",
  blocked: "",
  handover: "",
  nothing_approved: "",
  reminder: "",
  claimed: "notice--good",
};
const ALARMS = new Set(["emergency", "crisis"]);
// What a button does here, without leaving the page.
const INSIDE = new Set(["ask", "team", "person"]);

// Returns the element of a notice; an alarm that comes while the patient is here is said at once.
export function notice({ kind, text, actions }, { live, act }) {
  const alarm = ALARMS.has(kind);
  const look = LOOKS[kind] ?? "notice--quiet";
  const made = element("section", { class: `said notice ${look}`, role: alarm && live ? "alert" : null });
  if (alarm) made.append(element("h2", { class: "notice__title", text: say(kind) }));
  const buttons = (actions ?? []).map((action, index) => actionButton(action, alarm && index === 0, act));
  // In an alarm the first thing to do stands above the words: on a small screen it must not be below the fold.
  if (alarm && buttons.length) made.append(element("p", { class: "notice__first" }, buttons.shift()));
  made.append(element("p", { class: "notice__text", text }));
  if (buttons.length) made.append(element("div", { class: "notice__actions" }, ...buttons));
  return made;
}

function actionButton({ kind, label, value }, first, act) {
  const look = `button ${first ? "" : "button--quiet"}`;
  const href = address(kind, value ?? "");
  if (href) {
    const outside = kind === "link" || kind === "chat";
    const rel = outside ? "noopener noreferrer" : null;
    return element("a", { class: look, href, text: label, target: outside ? "_blank" : null, rel });
  }
  if (!INSIDE.has(kind)) return element("span", { text: label });
  const made = element("button", { type: "button", class: look, text: label });
  made.addEventListener("click", () => act(kind, value ?? ""));
  return made;
}

function address(kind, value) {
  const digits = value.replace(/[^\d+*#]/g, "");
  if (kind === "call") return digits && `tel:${digits}`;
  if (kind === "text") return digits && `sms:${digits}`;
  if (kind === "link" || kind === "chat") return webAddress(value);
  return "";
}
