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
