// What everything on the desk is drawn with.
// Every text of a record reaches the page through textContent, so nothing in it can become a tag, a link or an image.

function make(tag, words, name) {
  const made = document.createElement(tag);
  if (words !== undefined) made.textContent = words;
  if (name) made.className = name;
  return made;
}

function drawn(tag, marks) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(marks).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

function heading(words, small) {
  const cell = make("th", words);
  cell.scope = "col";
  if (small) cell.append(make("small", small));
  return cell;
}

function ticking(words, ticked, change) {
  const label = make("label", undefined, "tick");
  const box = make("input");
  box.type = "checkbox";
  box.checked = ticked;
  box.setAttribute("aria-label", words);
  box.addEventListener("change", () => change(box.checked));
  label.append(box);
  return label;
}
