// The review desk: the next items wait in the browser, decisions go out as a log that is sent until it is acknowledged.

const MOUSE_GUARD = 300;
const RETRY = 1500;
const LOOK_AGAIN = 10000;
const MOST_UNSENT = 50;
const FEW_LEFT = 4;
const SAID = { match: "Same", non_match: "Different", unsure: "Not sure" };
const SAID_OF_GROUP = { match: "All one", non_match: "Different", unsure: "Not sure", part: "Group made", cut: "Cut" };
const ACTIONS = [
  ["s", "Same", "match", true], ["d", "Different", "non_match", true], ["n", "Not sure", "unsure", true], ["x", "Show group", "split"],
  ["u", "Undo", "undo"], ["f", "Second look", "second_look"], ["t", "Note", "note"],
];
const KEYS = [
  ["S", "the same thing"], ["D", "different things"], ["N", "not sure: later"], ["U", "take the last one back"],
  ["X", "show the group; there: make the ticked a group"], ["1–9", "pick the value the golden record shows; in a group: tick a record or a clump"],
  ["J", "next, without deciding"], ["K", "one back"], ["F", "ask for a second look"], ["T", "write a note"],
  ["H", "show or hide the score"], ["G", "show or hide the groups"], ["?", "show or hide these keys"],
];
const desks = new WeakMap();

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
    this.sent = performance.now();
    this.opened = {};      // whether the other records of a link are unfolded
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
    document.cookie = `${data.window}; path=/; samesite=strict`;
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
    this.answered(data);
    const known = new Set(this.trail.map((entry) => entry.item.key));
    this.coming = data.items.filter((item) => !known.has(item.key)).map((item) => this.fresh(item, data.as_of));
    if (this.at < 0 || this.at >= this.trail.length) this.forward();
    this.decidedList();
    this.saving();
  }

  fresh(item, asOf) { return { item, asOf, acts: [], verdict: null, ticks: new Set(), picks: new Map() }; }

  // A group, or a page of one, that was asked for: the page takes its place, a group comes before what was on the screen.
  answered(data) {
    const item = this.asked && data.beat === this.asked.beat && data.items.find(({ key, page }) => key === this.asked.key && page === this.asked.page);
    if (!item) return;
    this.asked = null;
    this.flash("");
    const here = this.entry();
    if (here?.item.key === item.key) {
      Object.assign(here, { item, asOf: data.as_of, verdict: null });
    } else {
      this.trail.splice(Math.max(0, this.at), 0, this.fresh(item, data.as_of));
      this.at = Math.max(0, this.at);
    }
    this.painted = null;
    this.paint();
  }

  ask(key, page = 1) {
    this.asked = { key, page, beat: null };
    this.send();
  }

  begin(data) {
    this.name = data.name;
    this.trail = [];
    this.at = -1;
    this.painted = null;
    this.asked = null;
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

  forward() {
    if (this.at < this.trail.length - 1) this.at += 1;
    else if (this.coming.length) { this.trail.push(this.coming.shift()); this.at = this.trail.length - 1; }
    else { this.at = this.trail.length; }
    this.paint();
  }

  // More is asked for when a person moves, never because of an answer: two that answer each other would never end.
  next() {
    this.forward();
    if (this.coming.length < FEW_LEFT && !this.unsent.size) this.send();
  }

  back() {
    if (this.at > 0) { this.at -= 1; this.paint(); }
  }

  judge(verdict) {
    const entry = this.ready();
    if (!entry) return;
    if (entry.item.kind === "group") { this.judgeGroup(entry, verdict); return; }
    const { left, right } = entry.item;
    this.put({
      deed: "judge", verdict, left: left.record_id, right: right.record_id, as_of: entry.asOf,
      seen: { [left.record_id]: left.version, [right.record_id]: right.version },
      milliseconds: this.taken(entry),
      note: entry.note ?? "", supersedes: entry.acts.slice(),
      picks: verdict === "match" ? [...entry.picks].map(([field, side]) => ({ field, record_id: entry.item[side].record_id })) : [],
    }, entry);
    entry.verdict = verdict;
    this.flash(this.told(entry, verdict));
    this.next();
  }

  // The item on the screen, if it was really drawn and a decision on it can be kept.
  ready() {
    const entry = this.entry();
    return entry && this.painted === entry && this.unsent.size < MOST_UNSENT ? entry : null;
  }

  taken(entry) { return Math.min(86400000, Math.max(0, Math.round(performance.now() - entry.shown))); }

  // Same: all one thing. Different: few records are all different, of many the weakest link is cut.
  judgeGroup(entry, verdict) {
    const { item } = entry;
    const cut = verdict === "non_match" && item.records > ABREAST && item.entities.length === 1;
    const chosen = cut ? cutOff(item) : [];
    if (cut && !chosen.length) { this.flash("No weak link to cut: tick the records that are something else, then X."); return; }
    this.group(entry, cut ? "match" : verdict, chosen, cut ? "cut" : verdict);
  }

  group(entry, verdict, chosen, said) {
    const { entities, digest, seen, ends } = entry.item;
    this.put({
      deed: "group", verdict, entities, digest, chosen, seen, left: ends[0], right: ends[1], as_of: entry.asOf,
      milliseconds: this.taken(entry), note: entry.note ?? "", supersedes: entry.acts.slice(),
    }, entry);
    entry.verdict = said;
    this.flash(`You said: ${SAID_OF_GROUP[said]}.`);
    this.next();
  }

  // X: from a link to the groups it joins; in a group, what is ticked becomes a group of its own.
  split() {
    const entry = this.ready();
    if (!entry) return;
    const { item } = entry;
    if (item.kind !== "group") {
      this.ask(`group:${[...new Set([item.left.entity_id, item.right.entity_id])].join("~")}`);
      this.flash("Fetching the group…");
    } else if (!entry.ticks.size) {
      this.flash("Tick the records that belong together, then press X.");
    } else if (entry.ticks.size === item.records) {
      this.judge("match");
    } else {
      this.group(entry, "match", [...entry.ticks], "part");
    }
  }

  tick(place) {
    const { item, ticks } = this.entry() ?? {};
    if (item?.kind !== "group") return;
    const clump = item.records > ABREAST && item.clumps.length > 1 ? item.clumps[place]?.members : undefined;
    const ids = clump ?? (item.rows[place] ? [item.rows[place].record_id] : []);
    toggled(this.entry(), ids, !ids.every((id) => ticks.has(id)));
    this.paint();
  }

  told({ item, picks }, verdict) {
    const model = item.probability === null ? "" : `The model said ${Math.round(item.probability * 100)} of 100. `;
    const picked = verdict === "match" && picks.size ? ` ${picks.size === 1 ? "The value you picked is" : "The values you picked are"} kept with it.` : "";
    return `${model}You said: ${SAID[verdict]}.${picked}`;
  }

  // 1–9 on a link: the value the golden record would not show, then the other one, then as the rules say.
  pick(place) {
    const entry = this.ready();
    const row = entry && choosable(entry.item)[place];
    if (!row) return;
    const shown = entry.item.golden[row.field]?.side;
    const order = shown === "left" ? ["right", "left"] : ["left", "right"];
    const next = order[order.indexOf(entry.picks.get(row.field)) + 1];
    if (next) entry.picks.set(row.field, next);
    else entry.picks.delete(row.field);
    this.flash(next ? `${row.title}: “${brief(row.offers[SIDES.indexOf(next)])}” if they are the same (S).` : `${row.title}: as the rule says.`);
    this.paint();
  }

  secondLook() {
    const entry = this.ready();
    if (!entry) return;
    const { item } = entry;
    const [left, right] = item.kind === "group" ? item.ends : [item.left.record_id, item.right.record_id];
    this.put({ deed: "second_look", left, right, note: entry.note ?? "" }, entry);
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
    this.beat += 1;
    if (this.asked) this.asked.beat = this.beat;
    const asked = this.asked && (this.asked.page > 1 ? `${this.asked.key}@${this.asked.page}` : this.asked.key);
    this.say?.("log", { acts: [...this.unsent.values()], passed, asked, beat: this.beat });
    this.saving();
  }

  retry() {
    const silent = performance.now() - this.sent;
    if ((this.unsent.size || this.due) && silent > RETRY) this.send();
    // What somebody else had on the screen may be free by now.
    else if (!this.entry() && this.data?.elsewhere && silent > LOOK_AGAIN) this.send();
    // The desk answers with what it has; what comes after that is ready a moment later.
    else if (!this.entry() && this.data?.items.length && silent > RETRY) this.send();
  }

  saving() {
    const count = this.unsent.size;
    const words = count >= MOST_UNSENT ? `${count} not saved yet: wait a moment` : count ? `saving ${count}…` : "all saved";
    const here = this.data?.here ?? [];
    const company = here.length ? `${here.join(", ")} ${here.length === 1 ? "is" : "are"} here too · ` : "";
    const left = this.data ? `${this.data.waiting.toLocaleString("en")} waiting${this.howLong()} · ${company}` : "";
    this.find(".saving").textContent = left + words;
  }

  // How long the rest of the queue takes at the pace of this person's latest decisions.
  howLong() {
    const { waiting, pace } = this.data;
    if (!pace || !waiting) return "";
    const minutes = (waiting * pace) / 60000;
    if (minutes < 1) return ", less than a minute";
    return minutes < 90 ? `, about ${Math.ceil(minutes)} min` : `, about ${Math.round(minutes / 60)} h`;
  }

  flash(words) { this.find(".flash").textContent = words; }

  // Keys are heard only where they are meant for the desk: not in a field, not behind a dialog, not while held down.
  key(event) {
    const mode = this.find(".keys").value;
    const target = event.composedPath()[0];
    if (mode === "off" || event.repeat || event.ctrlKey || event.metaKey || (mode === "alt") !== event.altKey) return;
    if (target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable=true]") || document.querySelector("[role=dialog]")) return;
    const key = mode === "alt" ? event.code.replace(/^(Key|Digit)/, "").toLowerCase() : event.key.toLowerCase();
    const meant = {
      s: () => this.judge("match"), d: () => this.judge("non_match"), n: () => this.judge("unsure"), u: () => this.undo(),
      j: () => this.next(), k: () => this.back(), f: () => this.secondLook(), x: () => this.split(), t: () => this.write(), h: () => this.score(),
      g: () => this.toggle(".graph"), "?": () => this.toggle(".help"),
    }[key] ?? (/^[1-9]$/.test(key) ? () => this.number(Number(key) - 1) : undefined);
    if (!meant) return;
    event.preventDefault();
    event.stopPropagation();
    meant();
  }

  number(place) {
    if (this.entry()?.item.kind === "group") this.tick(place);
    else this.pick(place);
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
      const button = make("button", undefined, first ? "first" : "");
      button.type = "button";
      button.dataset.act = act;
      button.append(make("span", words), make("kbd", key.toUpperCase()));
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
    else if (act === "second_look") this.secondLook();
    else if (act === "split") this.split();
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
    // Before a click on a button is heard, what was typed is left, and so is kept.
    input.addEventListener("change", () => { if (this.entry()) this.entry().note = input.value.trim(); });
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key !== "Enter" && event.key !== "Escape") return;
      if (event.key === "Escape") input.value = this.entry()?.note ?? "";
      else if (this.entry()) this.entry().note = input.value.trim();
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
    const holders = this.data.held_by.length ? this.data.held_by.join(" and ") : "somebody else";
    return `${words} on the screen of ${holders}. What stays undecided comes here within five minutes.`;
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
      this.find(".place").replaceChildren();
      return;
    }
    const { item } = entry;
    const only = this.find(".only").checked;
    const group = item.kind === "group";
    const place = this.drawn === item ? sheet.scrollTop : 0;
    sheet.replaceChildren(...(group ? groupSheet(entry, only, (page) => (page ? this.ask(item.key, page) : this.paint())) : [linkSheet(item, only, entry.picks)]));
    sheet.scrollTop = place;
    // A value too long for its cell is scrolled by keys too.
    sheet.querySelectorAll(".cell").forEach((cell) => { if (cell.scrollHeight > cell.clientHeight) cell.tabIndex = 0; });
    this.drawn = item;
    this.find(".sides").textContent = this.sides(entry);
    this.find(".others").replaceChildren(...(group ? [] : companions(item, this.opened)));
    this.find(".graph").replaceChildren(...(group ? groupGraph(item) : linkGraph(item)));
    this.find(".place").replaceChildren(...(group ? [] : linkMap(item)));
    this.nameButtons(entry);
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
    const told = item.kind === "group" ? groupTold(item) : linkTold(item);
    if (entry.verdict) told.push(`You said: ${this.said(entry)}`);
    else if (entry.refused) told.push(entry.refused);
    else if (item.said) told.push(item.said);
    if (entry.note) told.push(`Note: ${entry.note}`);
    const shown = item.kind === "link" && (entry.verdict || this.find(".score").checked) && item.probability !== null;
    return (shown ? [...told, `Score: ${Math.round(item.probability * 100)} of 100`] : told).join(" · ");
  }

  said(entry) { return entry.item.kind === "group" ? SAID_OF_GROUP[entry.verdict] : SAID[entry.verdict]; }

  // What a key does to what is on the screen stands on its button.
  nameButtons({ item, ticks }) {
    const group = item.kind === "group";
    const names = group
      ? { match: "All one", non_match: item.entities.length > 1 ? "Different" : item.records > ABREAST ? "Cut dashed link" : "All different", split: ticks.size ? `Group ${ticks.size} ticked` : "Group ticked" }
      : { match: "Same", non_match: "Different", split: "Show group" };
    Object.entries(names).forEach(([act, words]) => { this.find(`[data-act=${act}] span`).textContent = words; });
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
    const name = (item.kind === "group" ? item.name : linkName(item)).slice(0, 18);
    return `${verdict ? this.said(act.entry) : "Second look"} · ${name}`;
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
