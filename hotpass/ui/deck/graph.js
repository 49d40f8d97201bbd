// Pictures of what hangs together: records of a link as circles, clumps of a group; what is asked about is dashed.

// Two circles of records; the link that is asked about is dashed.
function linkGraph(item) {
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
  const svg = drawn("svg", { viewBox: "0 0 220 100", role: "img", "aria-label": linkWords(item) });
  const line = (one, other, name) => {
    const [[x1, y1], [x2, y2]] = [spot.get(one), spot.get(other)];
    svg.append(drawn("line", { x1, y1, x2, y2, class: name }));
  };
  item.edges.filter(([one, other]) => !item.joined || side(one) === side(other)).forEach(([one, other]) => line(one, other, "sure"));
  line(0, 1, "asked");
  spot.forEach(([cx, cy], place) => svg.append(drawn("circle", { cx, cy, r: 5, class: place < 2 ? "judged" : "" })));
  return [svg, make("span", linkWords(item), "nodes-told")];
}

function linkWords(item) {
  if (item.joined) return `One group now, ${item.left.records} and ${item.right.records} records held together by little. Different takes it apart.`;
  if (item.left.entity_id === item.right.entity_id) return `Both are in one group of ${item.left.records} records.`;
  const links = item.links > 1 ? ` ${item.links} doubtful links join them; you see the best.` : "";
  return `${item.left.records} and ${item.right.records} records hang on this.${links}`;
}

// Clumps in a ring, each as large as it has records; the weakest link, which Different cuts, is dashed.
function groupGraph(item) {
  const count = item.clumps.length;
  const most = Math.max(...item.clumps.map((clump) => clump.records));
  const spots = item.clumps.map((_, place) => {
    const angle = Math.PI + (2 * Math.PI * place) / count;
    return count === 1 ? [110, 55] : [110 + 72 * Math.cos(angle), 55 + 34 * Math.sin(angle)];
  });
  const words = groupWords(item);
  const svg = drawn("svg", { viewBox: "0 0 220 110", role: "img", "aria-label": words });
  item.bridges.forEach(({ one, other }, place) => {
    const [[x1, y1], [x2, y2]] = [spots[one], spots[other]];
    svg.append(drawn("line", { x1, y1, x2, y2, class: place ? "sure" : "asked" }));
  });
  spots.forEach(([cx, cy], place) => {
    svg.append(drawn("circle", { cx, cy, r: 9 + 9 * Math.sqrt(item.clumps[place].records / most) }));
    const told = drawn("text", { x: cx, y: cy + 4, "text-anchor": "middle" });
    told.textContent = count === 1 ? item.records : `${letter(place)} ${item.clumps[place].records}`;
    svg.append(told);
  });
  return [svg, make("span", words, "nodes-told")];
}

function groupWords(item) {
  if (item.clumps.length === 1) return "One clump: every record agrees with the others well enough.";
  const [{ one, other }] = item.bridges;
  return `${item.clumps.length} clumps. The dashed link between ${letter(one)} and ${letter(other)} is the weakest.`;
}
