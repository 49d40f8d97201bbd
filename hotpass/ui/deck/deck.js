// The review desk: the next links wait in the browser, decisions go out as a log that is sent until it is acknowledged.
// Every text of a record reaches the page through textContent, so nothing in it can become a tag, a link or an image.

const MOUSE_GUARD = 300;
const RETRY = 1500;
const LOOK_AGAIN = 10000;
const MOST_UNSENT = 50;
const FEW_LEFT = 4;
const SAID = { match: "Same", non_match: "Different", unsure: "Not sure" };
const KINDS = {
  same: ["=", "Same"], tidied: ["≈", "Same once tidied"], nearly: ["~", "Nearly"],
  different: ["≠", "Different"], empty: ["∅", "Empty"],
};
const ACTIONS = [
  ["s", "Same", "match", true], ["d", "Different", "non_match", true], ["n", "Not sure", "unsure", true],
  ["u", "Undo", "undo"], ["f", "Second look", "second_look"], ["t", "Note", "note"],
];
const KEYS = [
  ["S", "the same thing"], ["D", "different things"], ["N", "not sure: later"], ["U", "take the last one back"],
  ["J", "next, without deciding"], ["K", "one back"], ["F", "ask for a second look"], ["T", "write a note"],
  ["H", "show or hide the score"], ["G", "show or hide the groups"], ["?", "show or hide these keys"],
];
const desks = new WeakMap();

function make(tag, words, name) {
  const made = document.createElement(tag);
  if (words !== undefined) made.textContent = words;
  if (name) made.className = name;
  return made;
}

// Two entities, or the two sides of one that holds together by little.
function twoGroups(item) { return item.joined || item.left.entity_id !== item.right.entity_id; }

function drawn(tag, marks) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(marks).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

// One entry of the browser's store per act: two windows never write the same one.
class Outbox {
  constructor(place) { this.head = `hotpass-act-${place}-`; this.order = 0; }
  keep(act) {
    try { localStorage.setItem(this.head + act.id, JSON.stringify({ at: Date.now() + this.order++ / 1e4, act })); } catch { return false; }
    return true;
  }
  drop(id) { localStorage.removeItem(this.head + id); }
  all() {
    const kept = [];
    for (let place = 0; place < localStorage.length; place++) {
      const name = localStorage.key(place);
      if (name.startsWith(this.head)) kept.push(JSON.parse(localStorage.getItem(name)));
    }
    return kept.sort((one, other) => one.at - other.at).map((each) => each.act);
  }
}

class Deck {
  constructor(root) {
    this.root = root;
    this.trail = [];       // what was on the screen, in order: {item, acts, verdict, asOf}
    this.at = -1;
    this.coming = [];
    this.settled = new Set();
    this.mine = [];        // this window's acts that can be taken back, the latest last
    this.unsent = new Map();
    this.beat = 0;
    this.pressed = 0;
    this.find = (name) => root.querySelector(name);
    this.heard = (event) => this.key(event);
    document.addEventListener("keydown", this.heard, true);
    this.timer = setInterval(() => this.retry(), RETRY);
    this.buttons();
    this.settings();
  }

  close() {
    document.removeEventListener("keydown", this.heard, true);
    clearInterval(this.timer);
  }

  receive(data, setStateValue) {
    this.say = setStateValue;
    if (!this.outbox) {
      this.outbox = new Outbox(data.place);
      this.outbox.all().forEach((act) => this.unsent.set(act.id, act));
      if (this.unsent.size) setTimeout(() => this.send());
    }
    data.receipts.forEach((receipt) => this.settle(receipt));
    if (data.beat === this.beat) {
      this.flying = false;
      if (this.due) setTimeout(() => this.send());
    }
    if (this.name !== data.name) this.begin(data);
    this.data = data;
    const known = new Set(this.trail.map((entry) => entry.item.key));
    this.coming = data.items.filter((item) => !known.has(item.key)).map((item) => ({ item, asOf: data.as_of, acts: [], verdict: null }));
    if (this.at < 0 || this.at >= this.trail.length) this.next();
    this.decidedList();
    this.saving();
  }

  begin(data) {
    this.name = data.name;
    this.trail = [];
    this.at = -1;
    this.painted = null;
  }

  settle(receipt) {
    if (this.settled.has(receipt.id) || !this.unsent.has(receipt.id)) return;
    this.settled.add(receipt.id);
    this.unsent.delete(receipt.id);
    this.outbox.drop(receipt.id);
    if (receipt.stored) return;
    this.mine = this.mine.filter((act) => act.id !== receipt.id);
    this.trail.filter((entry) => entry.acts.includes(receipt.id)).forEach((entry) => {
      entry.refused = receipt.words;
      entry.verdict = null;
    });
    this.flash(receipt.words);
  }

  entry() { return this.trail[this.at]; }

  next() {
    if (this.at < this.trail.length - 1) this.at += 1;
    else if (this.coming.length) { this.trail.push(this.coming.shift()); this.at = this.trail.length - 1; }
    else { this.at = this.trail.length; }
    this.paint();
    if (this.coming.length < FEW_LEFT && !this.unsent.size) this.send();
  }

  back() {
    if (this.at > 0) { this.at -= 1; this.paint(); }
  }

  judge(verdict) {
    const entry = this.entry();
    if (!entry || this.painted !== entry || this.unsent.size >= MOST_UNSENT) return;
    const { left, right } = entry.item;
    this.put({
      deed: "judge", verdict, left: left.record_id, right: right.record_id, as_of: entry.asOf,
      seen: { [left.record_id]: left.version, [right.record_id]: right.version },
      milliseconds: Math.min(86400000, Math.max(0, Math.round(performance.now() - entry.shown))),
      note: entry.note ?? "", supersedes: entry.acts.slice(),
    }, entry);
    entry.verdict = verdict;
    this.flash(this.told(entry.item, verdict));
    this.next();
  }

  told(item, verdict) {
    if (item.probability === null) return `You said: ${SAID[verdict]}.`;
    return `The model said ${Math.round(item.probability * 100)} of 100. You said: ${SAID[verdict]}.`;
  }

  ask() {
    const entry = this.entry();
    if (!entry || this.painted !== entry || this.unsent.size >= MOST_UNSENT) return;
    const { left, right } = entry.item;
    this.put({ deed: "second_look", left: left.record_id, right: right.record_id, note: entry.note ?? "" }, entry);
    this.flash("A second look is asked for.");
    this.next();
  }

  put(fields, entry) {
    const act = { id: crypto.randomUUID(), ...fields };
    if (!this.outbox.keep(act)) this.flash("The browser keeps nothing here: wait for “all saved” before you close this window.");
    this.unsent.set(act.id, act);
    if (entry) { entry.acts.push(act.id); this.mine.push({ id: act.id, entry }); }
    this.send();
    return act;
  }

  undo(id) {
    const last = id ? this.mine.find((act) => act.id === id) : this.mine[this.mine.length - 1];
    const target = id ?? last?.id;
    if (!target || this.unsent.size >= MOST_UNSENT) return;
    this.mine = this.mine.filter((act) => act.id !== target);
    this.put({ deed: "undo", target });
    this.hidden = (this.hidden ?? new Set()).add(target);
    if (last) {
      last.entry.verdict = null;
      last.entry.acts = last.entry.acts.filter((act) => act !== target);
      const place = this.trail.indexOf(last.entry);
      if (place >= 0) this.at = place;
      this.paint();
    }
    this.flash("Taken back.");
    this.decidedList();
  }

  // Everything not yet acknowledged goes out each time, so that a lost message loses nothing. The next message waits for
  // the answer to the last: one that comes too soon would cut that answer off.
  send() {
    this.due = Boolean(this.flying) && performance.now() - this.sent < RETRY;
    if (this.due) { this.saving(); return; }
    this.sent = performance.now();
    this.flying = true;
    const passed = this.trail.filter((entry, place) => place !== this.at && !entry.verdict).map((entry) => entry.item.key).slice(-200);
    this.say?.("log", { acts: [...this.unsent.values()], passed, beat: ++this.beat });
    this.saving();
  }

  retry() {
    const silent = performance.now() - this.sent;
    if ((this.unsent.size || this.due) && silent > RETRY) this.send();
    // What somebody else had on the screen may be free by now.
    else if (!this.entry() && this.data?.elsewhere && silent > LOOK_AGAIN) this.send();
  }

  saving() {
    const count = this.unsent.size;
    const words = count >= MOST_UNSENT ? `${count} not saved yet: wait a moment` : count ? `saving ${count}…` : "all saved";
    const left = this.data ? `${this.data.waiting.toLocaleString("en")} waiting · ` : "";
    this.find(".saving").textContent = left + words;
  }

  flash(words) { this.find(".flash").textContent = words; }

  // Keys are heard only where they are meant for the desk: not in a field, not behind a dialog, not while held down.
  key(event) {
    const mode = this.find(".keys").value;
    const target = event.composedPath()[0];
    if (mode === "off" || event.repeat || event.ctrlKey || event.metaKey || (mode === "alt") !== event.altKey) return;
    if (target.closest?.("input, textarea, select, [contenteditable=true]") || document.querySelector("[role=dialog]")) return;
    const key = mode === "alt" ? event.code.replace("Key", "").toLowerCase() : event.key.toLowerCase();
    const meant = {
      s: () => this.judge("match"), d: () => this.judge("non_match"), n: () => this.judge("unsure"), u: () => this.undo(),
      j: () => this.next(), k: () => this.back(), f: () => this.ask(), t: () => this.write(), h: () => this.score(),
      g: () => this.toggle(".graph"), "?": () => this.toggle(".help"),
    }[key];
    if (!meant) return;
    event.preventDefault();
    event.stopPropagation();
    meant();
  }

  toggle(name) { const part = this.find(name); part.hidden = !part.hidden; }

  score() {
    const box = this.find(".score");
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change"));
  }

  write() {
    if (!this.entry()) return;
    this.find(".note").hidden = false;
    const input = this.find(".note input");
    input.value = this.entry().note ?? "";
    input.focus();
  }

  buttons() {
    const row = this.find(".buttons");
    row.replaceChildren();
    ACTIONS.forEach(([key, words, act, first]) => {
      const button = make("button", words, first ? "first" : "");
      button.type = "button";
      button.append(make("kbd", key.toUpperCase()));
      button.setAttribute("aria-keyshortcuts", key.toUpperCase());
      button.addEventListener("click", (event) => this.click(event, act));
      row.append(button);
    });
    const list = make("dl");
    KEYS.forEach(([key, words]) => { const term = make("dt"); term.append(make("kbd", key)); list.append(term, make("dd", words)); });
    this.find(".help").replaceChildren(list);
  }

  // A double click is one decision; a key pressed on a focused button arrives without a pointer and is meant each time.
  click(event, act) {
    if (event.detail > 0) {
      if (event.timeStamp - this.pressed < MOUSE_GUARD) return;
      this.pressed = event.timeStamp;
    }
    if (act === "undo") this.undo();
    else if (act === "second_look") this.ask();
    else if (act === "note") this.write();
    else this.judge(act);
  }

  settings() {
    const kept = (name, fallback) => localStorage.getItem(`hotpass-desk-${name}`) ?? fallback;
    const keep = (name, value) => localStorage.setItem(`hotpass-desk-${name}`, value);
    const keys = this.find(".keys");
    keys.value = kept("keys", "on");
    keys.addEventListener("change", () => keep("keys", keys.value));
    ["score", "only"].forEach((name) => {
      const box = this.find(`.${name}`);
      box.checked = kept(name, "no") === "yes";
      box.addEventListener("change", () => { keep(name, box.checked ? "yes" : "no"); this.paint(); });
    });
    const input = this.find(".note input");
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key !== "Enter" && event.key !== "Escape") return;
      if (event.key === "Enter" && this.entry()) this.entry().note = input.value.trim();
      this.find(".note").hidden = true;
      this.find(".deck").focus({ preventScroll: true });
      this.paint();
    });
  }

  empty() {
    if (this.data?.items.length) return "Fetching the next ones…";
    const elsewhere = this.data?.elsewhere ?? 0;
    if (!elsewhere) return "Nothing waits here.";
    const words = elsewhere === 1 ? "The one that waits is" : `The ${elsewhere} that wait are`;
    return `${words} on the screen of somebody else. What stays undecided comes here within five minutes.`;
  }

  paint() {
    const entry = this.entry();
    const sheet = this.find(".sheet");
    this.find(".note").hidden = true;
    this.find(".buttons").querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", String(!entry)));
    if (!entry) {
      this.painted = null;
      this.find(".deck").removeAttribute("data-item");
      this.find(".deck").removeAttribute("data-painted");
      sheet.replaceChildren(make("p", `${this.empty()} K goes back through what you saw.`, "nothing"));
      this.find(".sides").textContent = "";
      this.find(".others").replaceChildren();
      this.find(".graph").replaceChildren();
      return;
    }
    const { item } = entry;
    sheet.replaceChildren(this.table(entry));
    sheet.scrollTop = 0;
    this.find(".sides").textContent = this.sides(entry);
    this.find(".others").replaceChildren(...this.others(item));
    this.find(".graph").replaceChildren(...this.graph(item));
    this.find(".deck").dataset.item = item.key;
    // A decision counts only once its link was really drawn: after the next frame.
    if (this.painted === entry) return;
    this.painted = null;
    requestAnimationFrame(() => setTimeout(() => {
      if (this.entry() !== entry) return;
      entry.shown ??= performance.now();
      this.painted = entry;
      this.find(".deck").dataset.painted = entry.item.key;
    }));
  }

  sides(entry) {
    const { item } = entry;
    const titles = (kind) => item.rows.filter(kind).map((row) => row.title).join(", ") || "nothing";
    const told = [`For: ${titles((row) => row.weight >= 1)}`, `Against: ${titles((row) => row.weight <= -1)}`];
    if (entry.verdict) told.push(`You said: ${SAID[entry.verdict]}`);
    else if (entry.refused) told.push(entry.refused);
    else if (item.said) told.push(item.said);
    if (entry.note) told.push(`Note: ${entry.note}`);
    if ((entry.verdict || this.find(".score").checked) && item.probability !== null) told.push(`Score: ${Math.round(item.probability * 100)} of 100`);
    return told.join(" · ");
  }

  table(entry) {
    const { item } = entry;
    const table = make("table");
    const columns = make("colgroup");
    ["field", "side", "side", "tells"].forEach((name) => columns.append(make("col", undefined, name)));
    const head = table.createTHead().insertRow();
    const heading = (words, small) => {
      const cell = make("th", words);
      cell.scope = "col";
      if (small) cell.append(make("small", small));
      head.append(cell);
    };
    heading("Field");
    [item.left, item.right].forEach((side) => heading(side.label, `row ${side.sheet_row.toLocaleString("en")} · ${side.records === 1 ? "alone" : item.joined ? `one of ${side.records} on this side` : `in a group of ${side.records}`}`));
    heading("What this tells us");
    const body = table.createTBody();
    const only = this.find(".only").checked;
    item.rows.filter((row) => !only || !["same", "tidied"].includes(row.likeness)).forEach((row) => body.append(this.row(row)));
    table.prepend(columns);
    return table;
  }

  row(row) {
    const line = make("tr", undefined, row.likeness);
    const title = make("th", row.title);
    title.scope = "row";
    line.append(title);
    [row.left, row.right].forEach((pieces) => {
      const cell = make("td", undefined, "value");
      const text = make("bdi", undefined, "cell");
      pieces.forEach((piece) => text.append(piece.marked ? make("mark", piece.text) : document.createTextNode(piece.text)));
      if (!pieces.length) text.append(make("span", "empty", "none"));
      cell.append(text);
      line.append(cell);
    });
    const [sign, words] = KINDS[row.likeness];
    const tells = make("td");
    const kind = make("span", undefined, "kind");
    kind.append(make("span", sign, "sign"), words);
    kind.firstChild.setAttribute("aria-hidden", "true");
    const repeats = row.tells.toLowerCase() === words.toLowerCase();
    tells.append(kind, [row.tells && !repeats ? `: ${row.tells}` : "", row.worth && !row.worth.startsWith("says") ? `; speaks ${row.worth}` : ""].join(""));
    line.append(tells);
    return line;
  }

  others(item) {
    if (!item.companions.length) return [];
    const more = make("details");
    const words = (side) => `${item[side].records - 1} with ${side === "left" ? "the first" : "the second"}`;
    more.append(make("summary", `Other records of these groups: ${!twoGroups(item) ? item.left.records - 2 : `${words("left")}, ${words("right")}`}`));
    const table = make("table");
    const head = table.createTHead().insertRow();
    ["With", "Where", ...item.rows.map((row) => row.title)].forEach((title) => { const cell = make("th", title); cell.scope = "col"; head.append(cell); });
    const body = table.createTBody();
    item.companions.forEach((record) => {
      const line = body.insertRow();
      [record.side === "left" ? "the first" : "the second", record.place, ...record.values].forEach((text) => {
        const cell = line.insertCell();
        cell.append(make("bdi", text, "cell"));
      });
    });
    more.append(table);
    more.open = this.opened ?? false;
    more.addEventListener("toggle", () => { this.opened = more.open; });
    return [more];
  }

  // Two circles of records; the link that is asked about is dashed.
  graph(item) {
    const apart = twoGroups(item);
    const leftCount = Math.min(item.nodes.length - 2, item.left.records - 1);
    const side = (place) => (place === 0 ? 0 : place === 1 ? 1 : !apart || place < 2 + leftCount ? 0 : 1);
    const members = [[], []];
    item.nodes.forEach((_, place) => members[apart ? side(place) : 0].push(place));
    const spot = new Map();
    members.forEach((group, which) => group.forEach((place, turn) => {
      const middle = apart ? 55 + which * 110 : 110;
      const radius = group.length === 1 ? 0 : apart ? 36 : 42;
      const angle = (apart && which ? Math.PI : 0) + (2 * Math.PI * turn) / group.length;
      spot.set(place, [middle + radius * Math.cos(angle), 50 + radius * Math.sin(angle)]);
    }));
    const svg = drawn("svg", { viewBox: "0 0 220 100", role: "img", "aria-label": this.groupWords(item) });
    const line = (one, other, name) => {
      const [[x1, y1], [x2, y2]] = [spot.get(one), spot.get(other)];
      svg.append(drawn("line", { x1, y1, x2, y2, class: name }));
    };
    item.edges.filter(([one, other]) => !item.joined || side(one) === side(other)).forEach(([one, other]) => line(one, other, "sure"));
    line(0, 1, "asked");
    spot.forEach(([cx, cy], place) => svg.append(drawn("circle", { cx, cy, r: 5, class: place < 2 ? "judged" : "" })));
    return [svg, make("span", this.groupWords(item), "nodes-told")];
  }

  groupWords(item) {
    if (item.joined) return `One group now, ${item.left.records} and ${item.right.records} records held together by little. Different takes it apart.`;
    if (item.left.entity_id === item.right.entity_id) return `Both are in one group of ${item.left.records} records.`;
    const links = item.links > 1 ? ` ${item.links} doubtful links join them; you see the best.` : "";
    return `${item.left.records} and ${item.right.records} records hang on this.${links}`;
  }

  decidedList() {
    const list = this.find(".decided");
    const own = this.mine.slice(-5).reverse().map((act) => [act.id, this.ownWords(act)]);
    const gone = this.hidden ?? new Set();
    const before = this.data.decided.filter((each) => !gone.has(each.id) && !own.some(([id]) => id === each.id)).map((each) => [each.id, each.words]);
    const lines = [...own, ...before].slice(0, 5).map(([id, words]) => {
      const line = make("li", words);
      const button = make("button", "Undo");
      button.type = "button";
      button.setAttribute("aria-label", `Undo: ${words}`);
      button.addEventListener("click", () => this.undo(id));
      line.append(button);
      return line;
    });
    list.replaceChildren(...(lines.length ? lines : [make("li", "Nothing yet.")]));
  }

  ownWords(act) {
    const { item, verdict } = act.entry;
    const name = (item.rows[0]?.left ?? []).map((piece) => piece.text).join("").slice(0, 18);
    return `${verdict ? SAID[verdict] : "Second look"} · ${name}`;
  }
}

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".deck").parentElement;
  const holder = parentElement.querySelector(".deck");
  if (!desks.has(holder)) desks.set(holder, { deck: new Deck(root), calls: 0 });
  const desk = desks.get(holder);
  const call = ++desk.calls;
  desk.deck.receive(data, setStateValue);
  return () => {
    if (call === desk.calls) { desk.deck.close(); desks.delete(holder); }
  };
}
