// A small map of a link: where its records are, seen from above, and how far the two are from each other.

const EARTH_KM = 6371;
const SMALLEST_KM = 0.2;

function kilometres(one, other) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const half = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2
    + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, half)));
}

function farWords([one, other]) {
  if (!one || !other) return "Only one of the two says where it is.";
  const far = kilometres(one, other);
  if (far < SMALLEST_KM) return "Both are in the same place.";
  return `${far < 10 ? far.toFixed(1) : Math.round(far).toLocaleString("en")} km apart.`;
}

function linkMap(item) {
  const known = item.spots.map((spot, place) => ({ spot, place })).filter(({ spot }) => spot);
  if (!known.some(({ place }) => place < 2)) return [];
  const words = farWords(item.spots);
  const [north, east] = known[0].spot ? [known[0].spot.latitude, known[0].spot.longitude] : [0, 0];
  const narrow = Math.cos((north * Math.PI) / 180);
  const flat = known.map(({ spot, place }) => ({ place, x: ((spot.longitude - east + 540) % 360 - 180) * narrow, y: north - spot.latitude }));
  const [xs, ys] = [flat.map(({ x }) => x), flat.map(({ y }) => y)];
  const middle = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  const span = Math.max((Math.max(...xs) - Math.min(...xs)) / 190, (Math.max(...ys) - Math.min(...ys)) / 50, 1e-4);
  const spots = new Map(flat.map(({ place, x, y }) => [place, [110 + (x - middle[0]) / span, 35 + (y - middle[1]) / span]]));
  const svg = drawn("svg", { viewBox: "0 0 220 70", role: "img", "aria-label": words });
  svg.append(drawn("rect", { x: 1, y: 1, width: 218, height: 68, rx: 5, class: "ground" }));
  if (spots.has(0) && spots.has(1)) {
    const [[x1, y1], [x2, y2]] = [spots.get(0), spots.get(1)];
    svg.append(drawn("line", { x1, y1, x2, y2, class: "asked" }));
  }
  [...spots].reverse().forEach(([place, [cx, cy]]) => svg.append(drawn("circle", { cx, cy, r: place < 2 ? 5 : 3.5, class: place < 2 ? "judged" : "" })));
  return [make("h2", "Where they are"), svg, make("span", words, "nodes-told")];
}
