// <cairn-draw>: an outline drawn on a picture, by clicks and taps or by keys, and in step with a field
// that holds the same as text. The field is what is sent; without scripts it is all there is.

const SVG = "http://www.w3.org/2000/svg";
const make = (name, attributes, parent) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
};

class CairnDraw extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field);
    this.cols = Number(this.dataset.cols);
    this.rows = Number(this.dataset.rows);
    const [west, east, south] = this.dataset.corners.split(" ").map((corner) => corner.split(",").map(Number));
    this.origin = west;
    this.perCol = [(east[0] - west[0]) / this.cols, (east[1] - west[1]) / this.cols];
    this.perRow = [(south[0] - west[0]) / this.rows, (south[1] - west[1]) / this.rows];
    this.corners = [];
    this.closed = false;
    this.cross = [this.cols / 2, this.rows / 2];
    this.draw();
    this.read();
    this.field.addEventListener("input", () => this.read());
    // web.js and the browser may fill the field with what was typed before.
    this.field.form.addEventListener("kept", () => this.read());
    this.querySelector(".tools-row").hidden = false;
    this.querySelector("[data-keys]").hidden = false;
    for (const button of this.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => this[button.dataset.do]());
    }
  }

  draw() {
    const figure = this.querySelector("figure");
    this.svg = make("svg", { viewBox: `0 0 ${this.cols} ${this.rows}`, tabindex: 0, role: "application" }, figure);
    this.svg.setAttribute("aria-label", this.querySelector("img").alt);
    this.svg.setAttribute("aria-describedby", "draw-keys");
    this.querySelector("[data-keys]").id = "draw-keys";
    this.halo = make("path", { class: "halo" }, this.svg);
    this.line = make("path", { class: "line" }, this.svg);
    this.dots = make("g", { class: "dots" }, this.svg);
    const cross = make("g", { class: "cross" }, this.svg);
    this.across = make("path", {}, cross);
    this.svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      this.svg.focus({ preventScroll: true });
      const box = this.svg.getBoundingClientRect();
      this.cross = this.within(
        ((event.clientX - box.x) / box.width) * this.cols,
        ((event.clientY - box.y) / box.height) * this.rows,
      );
      this.set();
    });
    this.svg.addEventListener("keydown", (event) => this.key(event));
  }

  within(x, y) {
    return [Math.min(this.cols, Math.max(0, x)), Math.min(this.rows, Math.max(0, y))];
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 10 : 1;
    const [x, y] = this.cross;
    const moves = { ArrowLeft: [x - step, y], ArrowRight: [x + step, y], ArrowUp: [x, y - step], ArrowDown: [x, y + step] };
    const move = moves[event.key];
    if (move) {
      this.cross = this.within(...move);
      this.show();
      this.say(this.dataset.at.replace("{0}", Math.round(this.cross[0])).replace("{1}", Math.round(this.cross[1])));
    } else if (event.key === "Enter" || event.key === " ") this.set();
    else if (event.key === "Backspace") this.undo();
    else if (event.key.toLowerCase() === "c") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** A corner where the cross is. */
  set() {
    if (this.closed) {
      this.corners = [];
      this.closed = false;
    }
    this.corners.push(this.cross);
    this.changed();
  }

  undo() {
    if (this.closed) this.closed = false;
    else this.corners.pop();
    this.changed();
  }

  clear() {
    this.corners = [];
    this.closed = false;
    this.changed();
  }

  close() {
    if (this.corners.length > 2) this.closed = true;
    this.changed();
  }

  changed() {
    this.show();
    this.write();
    const { some, closed, none } = this.dataset;
    this.say(this.closed ? closed : this.corners.length ? some.replace("{0}", this.corners.length) : none);
  }

  say(words) {
    this.querySelector("[role=status]").textContent = words;
  }

  lonLat([x, y]) {
    return [0, 1].map((axis) => this.origin[axis] + x * this.perCol[axis] + y * this.perRow[axis]);
  }

  pixel([lon, lat]) {
    const [a, b] = [lon - this.origin[0], lat - this.origin[1]];
    const determinant = this.perCol[0] * this.perRow[1] - this.perRow[0] * this.perCol[1];
    return [(a * this.perRow[1] - b * this.perRow[0]) / determinant, (b * this.perCol[0] - a * this.perCol[1]) / determinant];
  }

  /** What is drawn, as text; an outline that is not closed yet is closed in it. */
  write() {
    const ring = this.corners.length ? [...this.corners, this.corners[0]] : [];
    const points = ring.map((corner) => this.lonLat(corner).map((degrees) => degrees.toFixed(8)).join(" "));
    this.field.value = points.length ? `POLYGON ((${points.join(", ")}))` : "";
    this.writing = true;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.writing = false;
  }

  /** What stands in the field, where it can be read; else the picture stays as it was. */
  read() {
    if (this.writing) return;
    const text = this.field.value.trim();
    let points = [];
    try {
      if (text.startsWith("{")) {
        const shape = JSON.parse(text);
        [points] = (shape.geometry ?? shape).coordinates;
      } else {
        const ring = /^POLYGON\s*\(\(([^()]*)\)\)$/i.exec(text);
        points = ring ? ring[1].split(",").map((point) => point.trim().split(/\s+/).map(Number)) : [];
      }
      points = points.filter((point) => point.length > 1 && point.every(Number.isFinite));
    } catch {
      points = []; // Half typed; sending it says what is wrong.
    }
    if (points.length > 1 && String(points[0]) === String(points.at(-1))) points.pop();
    this.corners = points.map((point) => this.pixel(point));
    this.closed = points.length > 2;
    this.show();
  }

  show() {
    const d = this.corners.map(([x, y], at) => `${at ? "L" : "M"}${x} ${y}`).join("") + (this.closed ? "Z" : "");
    this.halo.setAttribute("d", d);
    this.line.setAttribute("d", d);
    this.dots.replaceChildren();
    const radius = this.cols / 110;
    for (const [cx, cy] of this.corners) make("circle", { cx, cy, r: radius }, this.dots);
    const [x, y] = this.cross;
    const arm = this.cols / 28;
    this.across.setAttribute("d", `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`);
  }
}

customElements.define("cairn-draw", CairnDraw);
