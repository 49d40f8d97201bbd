// A link on the desk: two records side by side, field by field, and the others they are held with.

const SIDES = ["left", "right"];
const KINDS = {
  same: ["=", "Same"], tidied: ["≈", "Same once tidied"], nearly: ["~", "Nearly"],
  different: ["≠", "Different"], empty: ["∅", "Empty"],
};

// Two entities, or the two sides of one that holds together by little.
function twoGroups(item) { return item.joined || item.left.entity_id !== item.right.entity_id; }

function linkTold(item) {
  const titles = (kind) => item.rows.filter(kind).map((row) => row.title).join(", ") || "nothing";
  return [`For: ${titles((row) => row.weight >= 1)}`, `Against: ${titles((row) => row.weight <= -1)}`];
}

function linkName(item) { return (item.rows[0]?.left ?? []).map((piece) => piece.text).join(""); }

// Where both records would show a value of their own, a person can say which: these rows have a number.
function choosable(item) { return item.rows.filter((row) => row.offers.length); }

function linkSheet(item, only, picks) {
  const table = make("table");
  const columns = make("colgroup");
  ["field", "side", "side", "tells"].forEach((name) => columns.append(make("col", undefined, name)));
  const head = table.createTHead().insertRow();
  head.append(heading("Field"));
  [item.left, item.right].forEach((side) => head.append(heading(side.label, sideWords(item, side))));
  head.append(heading("What this tells us"));
  const body = table.createTBody();
  item.rows.filter((row) => !only || !["same", "tidied"].includes(row.likeness)).forEach((row) => body.append(linkRow(item, row, picks)));
  table.prepend(columns);
  return table;
}

function sideWords(item, side) {
  const held = side.records === 1 ? "alone" : item.joined ? `one of ${side.records} on this side` : `in a group of ${side.records}`;
  return `row ${side.sheet_row.toLocaleString("en")} · ${held}`;
}

function linkRow(item, row, picks) {
  const line = make("tr", undefined, row.likeness);
  const title = make("th", row.title);
  title.scope = "row";
  const number = choosable(item).indexOf(row) + 1;
  if (number > 0 && number < 10) title.append(" ", make("kbd", number));
  line.append(title);
  [row.left, row.right].forEach((pieces, place) => {
    const cell = make("td", undefined, "value");
    const text = make("bdi", undefined, "cell");
    pieces.forEach((piece) => text.append(piece.marked ? make("mark", piece.text) : document.createTextNode(piece.text)));
    if (!pieces.length) text.append(make("span", "empty", "none"));
    cell.append(text);
    const golden = goldenWords(item, row, SIDES[place], picks);
    if (golden) cell.append(make("small", golden, "golden"));
    line.append(cell);
  });
  const [sign, words] = KINDS[row.likeness];
  const tells = make("td");
  const kind = make("span", undefined, "kind");
  kind.append(make("span", sign, "sign"), words);
  kind.firstChild.setAttribute("aria-hidden", "true");
  const repeats = row.tells.toLowerCase() === words.toLowerCase();
  if (row.offers.length && item.golden[row.field]?.side === "other" && !picks.has(row.field)) {
    tells.append(make("small", `◆ Golden record: ${item.golden[row.field].value} (${item.golden[row.field].rule})`, "golden"));
  }
  tells.prepend(kind, [row.tells && !repeats ? `: ${row.tells}` : "", row.worth && !row.worth.startsWith("says") ? `; speaks ${row.worth}` : ""].join(""));
  line.append(tells);
  return line;
}

// Which of two values the golden record would show if both are the same thing: the one picked, else by the rule.
function goldenWords(item, row, side, picks) {
  if (!row.offers.length) return "";
  if (picks.has(row.field)) return picks.get(row.field) === side ? "◆ Golden record: your pick" : "";
  const golden = item.golden[row.field];
  return golden?.side === side ? `◆ Golden record: ${golden.rule}` : "";
}

// The other records of both groups, folded away until somebody wants them.
function companions(item, opened) {
  if (!item.companions.length) return [];
  const more = make("details");
  const words = (side) => `${item[side].records - 1} with ${side === "left" ? "the first" : "the second"}`;
  more.append(make("summary", `Other records of these groups: ${!twoGroups(item) ? item.left.records - 2 : `${words("left")}, ${words("right")}`}`));
  const table = make("table");
  const head = table.createTHead().insertRow();
  ["With", "Where", ...item.rows.map((row) => row.title)].forEach((title) => head.append(heading(title)));
  const body = table.createTBody();
  item.companions.forEach((record) => {
    const line = body.insertRow();
    [record.side === "left" ? "the first" : "the second", record.place, ...record.values].forEach((text) => {
      const cell = line.insertCell();
      cell.append(make("bdi", text, "cell"));
    });
  });
  more.append(table);
  more.open = opened.yes ?? false;
  more.addEventListener("toggle", () => { opened.yes = more.open; });
  return [more];
}
