// A group on the desk: few records side by side, many by their clumps, with ticks to make some a group of their own.

const ABREAST = 5;
const LONGEST_BRIEF = 160;
const letter = (place) => String.fromCharCode(65 + place);
const many = (count) => `${count.toLocaleString("en")} ${count === 1 ? "record" : "records"}`;

function groupTold(item) {
  const held = item.entities.length === 1
    ? [`${many(item.records)} held as one`]
    : [`${item.entities.length} groups of ${item.sizes.join(" and ")} records: are they one?`];
  if (item.records <= ABREAST) return held;
  if (item.clumps.length === 1) return [...held, "they agree well with each other"];
  const weakest = item.bridges[0];
  return [...held, `weakest between ${letter(weakest.one)} and ${letter(weakest.other)}: ${weakest.words}`];
}

// The side of the weakest link that has fewer records: what stays behind when the other links are kept.
function cutOff(item) {
  if (!item.bridges.length) return [];
  const sides = item.clumps.map((_, place) => place);
  item.bridges.slice(1).forEach(({ one, other }) => {
    const [kept, gone] = [sides[one], sides[other]];
    sides.forEach((side, place) => { if (side === gone) sides[place] = kept; });
  });
  const members = (side) => item.clumps.filter((_, place) => sides[place] === side).flatMap((clump) => clump.members);
  const [one, other] = [members(sides[item.bridges[0].one]), members(sides[item.bridges[0].other])];
  return one.length <= other.length ? one : other;
}

function groupSheet(entry, only, changed) {
  const { item } = entry;
  const parts = item.records <= ABREAST ? [abreast(entry, only, changed)] : [];
  if (!parts.length && item.clumps.length > 1) parts.push(clumpCards(entry, only, changed));
  if (!parts.length || item.records > ABREAST) parts.push(recordList(entry, only, changed));
  if (item.pages > 1) parts.push(pageLine(entry, changed));
  return parts;
}

function toggled(entry, ids, on) { ids.forEach((id) => (on ? entry.ticks.add(id) : entry.ticks.delete(id))); }

const brief = (text) => (text.length > LONGEST_BRIEF ? `${text.slice(0, LONGEST_BRIEF)}…` : text);

function spoken(text, odd) {
  const shown = make("bdi", undefined, "cell");
  if (odd) shown.append(make("span", "≠", "sign"));
  shown.append(text ? document.createTextNode(text) : make("span", "empty", "none"));
  return shown;
}

function abreast(entry, only, changed) {
  const { item } = entry;
  const table = make("table");
  const head = table.createTHead().insertRow();
  head.append(heading("Field"));
  item.rows.forEach((record, place) => {
    const cell = heading(`${place + 1}`, item.entities.length > 1 ? `${record.place} · group ${record.entity + 1}` : record.place);
    cell.prepend(ticking(`Tick record ${place + 1}`, entry.ticks.has(record.record_id), (on) => { toggled(entry, [record.record_id], on); changed(); }));
    head.append(cell);
  });
  head.append(heading("What this tells us"));
  const body = table.createTBody();
  item.titles.forEach((title, place) => {
    const odd = item.rows.filter((record) => record.odd.includes(place)).length;
    if (only && !odd) return;
    const line = make("tr", undefined, odd ? "different" : "same");
    const named = make("th", title);
    named.scope = "row";
    line.append(named);
    item.rows.forEach((record) => {
      const cell = make("td", undefined, "value");
      cell.append(spoken(record.values[place], record.odd.includes(place)));
      line.append(cell);
    });
    line.append(make("td", odd ? `≠ ${odd} of ${item.rows.length} say otherwise` : "= Nothing differs"));
    body.append(line);
  });
  return table;
}

function clumpCards(entry, only, changed) {
  const { item } = entry;
  const table = make("table", undefined, "clumps");
  const columns = make("colgroup");
  columns.append(make("col", undefined, "field"), ...item.clumps.map(() => make("col")));
  const head = table.createTHead().insertRow();
  head.append(heading("Most say"));
  item.clumps.forEach((clump, place) => {
    const cell = heading(letter(place), many(clump.records));
    if (clump.members.length) {
      const ticked = clump.members.every((id) => entry.ticks.has(id));
      cell.prepend(ticking(`Tick all of ${letter(place)}`, ticked, (on) => { toggled(entry, clump.members, on); changed(); }));
    }
    head.append(cell);
  });
  const body = table.createTBody();
  item.titles.forEach((title, at) => {
    const said = new Set(item.clumps.map((clump) => clump.shades[at].text.toLowerCase()).filter(Boolean));
    if (said.size < 2 && (only || at > 0)) return;
    const line = make("tr", undefined, said.size > 1 ? "nearly" : "same");
    const named = make("th", title);
    named.scope = "row";
    line.append(named);
    item.clumps.forEach(({ records, shades }) => {
      const { text, records: saying, others } = shades[at];
      const cell = make("td", undefined, "value");
      cell.append(spoken(text, false));
      if (text && (others || saying < records)) cell.append(make("small", `${saying} of ${records}${others ? `, ${others} other ${others === 1 ? "value" : "values"}` : ""}`));
      line.append(cell);
    });
    body.append(line);
  });
  table.prepend(columns);
  return table;
}

function recordList(entry, only, changed) {
  const { item } = entry;
  const places = item.titles.map((_, place) => place).filter((place) => !only || item.rows.some((record) => record.odd.includes(place)));
  const table = make("table", undefined, "records");
  const head = table.createTHead().insertRow();
  const all = item.rows.map((record) => record.record_id);
  const first = make("th");
  first.scope = "col";
  first.append(ticking("Tick all on this page", all.every((id) => entry.ticks.has(id)), (on) => { toggled(entry, all, on); changed(); }));
  head.append(first, heading(item.clumps.length > 1 ? "Clump" : "Group"), ...places.map((place) => heading(item.titles[place])), heading("Where"));
  const body = table.createTBody();
  item.rows.forEach((record) => {
    const line = body.insertRow();
    line.className = entry.ticks.has(record.record_id) ? "ticked" : "";
    line.insertCell().append(ticking(`Tick ${record.place}`, entry.ticks.has(record.record_id), (on) => { toggled(entry, [record.record_id], on); changed(); }));
    line.insertCell().textContent = item.clumps.length > 1 ? letter(record.clump) : String(record.entity + 1);
    places.forEach((place) => {
      const cell = line.insertCell();
      cell.className = record.odd.includes(place) ? "odd" : "";
      cell.append(spoken(brief(record.values[place]), record.odd.includes(place)));
    });
    line.insertCell().textContent = record.place;
  });
  return table;
}

function pageLine(entry, changed) {
  const { item } = entry;
  const line = make("p", `The most unusual first. Page ${item.page} of ${item.pages} `, "pages");
  [["Page before", item.page - 1], ["Next page", item.page + 1]].forEach(([words, page]) => {
    const button = make("button", words);
    button.type = "button";
    button.disabled = page < 1 || page > item.pages;
    button.addEventListener("click", () => changed(page));
    line.append(button);
  });
  return line;
}
