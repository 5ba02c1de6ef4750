/** Days as the page's data has them: numbers, counted from the first day of the window. */

const DAY = 86_400_000; // milliseconds
const ROOM_FOR_TICK = 64; // pixels that a label on the axis of days takes, with air

/** Reads and writes the days of one window. Dates are UTC midnights, so that no zone moves them. */
export class Days {
  constructor({ first, last, locale }) {
    this.first = Date.parse(first);
    this.count = Math.round((Date.parse(last) - this.first) / DAY) + 1;
    this.locale = locale;
    this.formats = new Map();
  }

  /** @returns {Date} midnight of the day; a half names its noon */
  date(place) {
    return new Date(this.first + place * DAY);
  }

  /** 22 November 2026 */
  long(place) {
    return this.write(this.date(place), { day: "numeric", month: "long", year: "numeric" });
  }

  write(date, parts) {
    const key = Object.keys(parts).join() + Object.values(parts).join();
    if (!this.formats.has(key)) this.formats.set(key, this.format(parts));
    return this.formats.get(key).format(date);
  }

  format(parts) {
    const options = { ...parts, timeZone: "UTC" };
    try {
      return new Intl.DateTimeFormat(this.locale, options);
    } catch {
      return new Intl.DateTimeFormat("en-GB", options); // a locale this browser has never heard of
    }
  }

  /**
   * Few days to label, at round distances: weeks, months or years, as many as fit into `width` pixels.
   * @returns {{dates: Date[], write: (date: Date) => string}}
   */
  ticks(width) {
    const most = Math.max(2, Math.floor(width / ROOM_FOR_TICK)) + 0.5; // one may lie just outside
    for (const weeks of [1, 2]) {
      if (this.count / (7 * weeks) <= most) return this.weekTicks(7 * weeks);
    }
    const months = [1, 2, 3, 6, 12, 24, 60].find((step) => this.count / (30.4 * step) <= most) ?? 120;
    return this.monthTicks(months);
  }

  weekTicks(days) {
    const dates = [];
    for (let place = this.count - 1; place >= 0; place -= days) dates.unshift(this.date(place));
    return { dates, write: (date) => this.write(date, { day: "numeric", month: "short" }) };
  }

  monthTicks(step) {
    const dates = [];
    const end = this.date(this.count - 1);
    const start = this.date(0);
    const first = start.getUTCFullYear() * 12 + start.getUTCMonth();
    for (let month = Math.ceil(first / step) * step; ; month += step) {
      const date = new Date(Date.UTC(Math.floor(month / 12), month % 12, 1));
      if (date > end) break;
      if (date >= start) dates.push(date);
    }
    const year = step % 12 === 0;
    return { dates, write: (date) => this.write(date, year ? { year: "numeric" } : this.monthParts(date, step)) };
  }

  /** January carries its year, and so does every month of a long window. */
  monthParts(date, step) {
    const parts = { month: "short" };
    return date.getUTCMonth() === 0 || step >= 6 ? { ...parts, year: "numeric" } : parts;
  }
}
