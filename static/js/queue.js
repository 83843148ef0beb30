// The queue page: rows in three groups, kept in place while they change, so that focus and reading stay where they were.

import { show } from "./chat/dom.js";
import { say } from "./chat/strings.js";
import { Bell, Clock, Queue } from "./queue-live.js";

const URGENT = 0;
const NEXT = new Set(["j", "ArrowDown"]);
const PREVIOUS = new Set(["k", "ArrowUp"]);

class Page {
  constructor(root) {
    const find = (name) => root.querySelector(`[data-${name}]`);
    this.template = find("row-template");
    this.empty = find("empty");
    this.news = find("news");
    this.alarm = find("alarm");
    this.groups = new Map([...root.querySelectorAll("[data-group]")].map((node) => [node.dataset.group, node]));
    this.rows = new Map([...root.querySelectorAll("[data-row]")].map((node) => [node.dataset.row, node]));
    this.keys = find("keys");
    this.keys.hidden = false;
    const lost = find("lost");
    const clock = new Clock(root.dataset.now);
    this.bell = new Bell(find("sound"));
    new Queue({
      clock,
      changed: (cases, fresh) => this.show(cases, fresh, clock),
      line: (key) => show(lost, key ? say(key) : ""),
    });
    root.addEventListener("keydown", (event) => this.#key(event));
  }

  show(cases, fresh, clock) {
    const focused = document.activeElement;
    const lists = { mine: [], waiting: [], other: [] };
    for (const item of cases) lists[item.mine ? "mine" : item.status === "waiting" ? "waiting" : "other"].push(this.#row(item));
    const open = new Set(cases.map((item) => item.id));
    for (const [id, row] of this.rows) if (!open.has(id)) this.#drop(id, row);
    for (const [name, rows] of Object.entries(lists)) this.#place(name, rows);
    if (focused?.isConnected && document.activeElement !== focused) focused.focus();
    this.empty.hidden = cases.length > 0;
    clock.tick();
    this.bell.follow(cases, fresh);
    this.#announce(fresh);
  }

  #row(item) {
    const row = this.rows.get(item.id) ?? this.template.content.firstElementChild.cloneNode(true);
    this.rows.set(item.id, row);
    row.dataset.row = item.id;
    const slot = (name) => row.querySelector(`[data-slot="${name}"]`);
    row.querySelector("a").href = `/cases/${item.id}/`;
    put(slot("patient"), item.patient);
    put(slot("label"), item.label);
    slot("label").classList.toggle("badge--danger", item.priority === URGENT);
    slot("overdue").hidden = !item.overdue;
    slot("opened_at").dateTime = item.opened_at;
    show(slot("who"), item.claimed_by && !item.mine ? say("has_it", { name: item.claimed_by }) : "");
    return row;
  }

  // Moves only rows that stand in another place than they should.
  #place(name, rows) {
    const group = this.groups.get(name);
    const list = group.querySelector("[data-list]");
    rows.forEach((row, index) => {
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
    group.hidden = rows.length === 0;
  }

  // Somebody who stands on a row that goes away goes on with the next one.
  #drop(id, row) {
    const focused = row.contains(document.activeElement);
    const next = focused ? this.#beside(row, 1) ?? this.#beside(row, -1) : null;
    row.remove();
    this.rows.delete(id);
    if (focused) (next ?? document.querySelector("main")).focus();
  }

  #announce(fresh) {
    const urgent = fresh.filter((item) => item.priority === URGENT);
    const calm = fresh.filter((item) => item.priority !== URGENT);
    // A new text node is announced also when it says the same again.
    if (urgent.length) this.alarm.replaceChildren(say("new_case", { name: urgent.map((item) => item.label).join(", ") }));
    if (calm.length) this.news.replaceChildren(say("new_case", { name: calm.map((item) => item.label).join(", ") }));
  }

  // Only while the focus is in the list, so that single keys never surprise anybody elsewhere.
  #key(event) {
    const row = event.target.closest?.("[data-row]");
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = NEXT.has(event.key) ? 1 : PREVIOUS.has(event.key) ? -1 : 0;
    const link = step && this.#beside(row, step);
    if (!link) return;
    event.preventDefault();
    link.focus();
  }

  #beside(row, step) {
    const links = [...document.querySelectorAll("[data-queue] [data-row] a")];
    return links[links.indexOf(row.querySelector("a")) + step];
  }
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const root = document.querySelector("[data-queue]");
if (root) new Page(root);
