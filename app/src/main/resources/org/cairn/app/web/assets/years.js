// <cairn-years>: two sliders over the years of the register, bound to the two fields of dates, which
// stay the exact way. At its end a slider leaves its field empty.

/** A year as EDTF has it; years are astronomical. */
function edtf(year) {
  const digits = String(Math.abs(year));
  const sign = year < 0 ? "-" : "";
  return digits.length > 4 ? "Y" + sign + digits : sign + digits.padStart(4, "0");
}

/** The first year that a date names; null where it names none. */
function yearOf(text) {
  const found = /^\s*Y?(-?\d+)/.exec(text);
  return found ? Number(found[1]) : null;
}

class CairnYears extends HTMLElement {
  connectedCallback() {
    this.sliders = [...this.querySelectorAll("input[type=range]")];
    this.fields = this.sliders.map((slider) => document.getElementById(slider.dataset.field));
    this.ends = [Number(this.sliders[0].min), Number(this.sliders[1].max)];
    this.sliders.forEach((slider, side) => {
      slider.addEventListener("input", () => this.slid(side));
      slider.addEventListener("change", () => this.tell());
      this.fields[side].addEventListener("input", () => this.read());
    });
    this.read();
    this.hidden = false;
  }

  read() {
    this.sliders.forEach((slider, side) => {
      slider.value = yearOf(this.fields[side].value) ?? this.ends[side];
    });
    this.say();
  }

  slid(side) {
    const [from, until] = this.sliders;
    if (Number(from.value) > Number(until.value)) {
      this.sliders[1 - side].value = this.sliders[side].value;
    }
    this.sliders.forEach((slider, each) => {
      const year = Number(slider.value);
      this.fields[each].value = year === this.ends[each] ? "" : edtf(year);
    });
    this.say();
  }

  /** What is chosen in words: on the page, and for who hears it. */
  say() {
    const words = this.sliders.map((slider) => this.year(Number(slider.value)));
    this.sliders.forEach((slider, side) => slider.setAttribute("aria-valuetext", words[side]));
    this.querySelectorAll("output").forEach((output, side) => (output.textContent = words[side]));
    const width = this.ends[1] - this.ends[0];
    const [low, high] = this.sliders.map((slider) => ((Number(slider.value) - this.ends[0]) / width) * 100);
    const chosen = this.querySelector("rect.chosen");
    const rightToLeft = document.documentElement.dir === "rtl";
    chosen.setAttribute("x", rightToLeft ? 100 - high : low);
    chosen.setAttribute("width", Math.max(0.5, high - low));
  }

  year(year) {
    const date = new Date(Date.UTC(2000, 6, 1));
    date.setUTCFullYear(year);
    if (year > 0 || Number.isNaN(date.getTime())) return String(year);
    const options = { year: "numeric", era: "short", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" };
    return new Intl.DateTimeFormat(document.documentElement.lang, options).format(date);
  }

  tell() {
    clearTimeout(this.waiting);
    const [from, until] = this.fields.map((field) => field.value || null);
    this.waiting = setTimeout(() => {
      document.dispatchEvent(new CustomEvent("cairn:state", { detail: { set: { from, until }, push: "once" } }));
    }, 250);
  }
}

customElements.define("cairn-years", CairnYears);
