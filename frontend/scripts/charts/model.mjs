/** Turns the page's data into what the chart draws and what a reader steps through. */

/**
 * @typedef {{day: number, spots: number, again: boolean, way: string, run: number}} Point
 *   `day` counts from the window's first day.
 */

/** @returns {Point[]} every point, by day; those of a day in the order they were made */
export function allPoints(runs) {
  const points = runs.flatMap(({ way, days, counts, again }, run) => {
    const recounts = new Set(again);
    return days.map((day, place) => ({ day, spots: counts[place], again: recounts.has(place), way, run }));
  });
  return points.sort((one, other) => one.day - other.day);
}

/** One place a day for the line of each run: it passes between the counts of a day. */
export function lineThrough(runs) {
  return runs.flatMap(({ days, counts }, run) => {
    const byDay = new Map();
    days.forEach((day, place) => byDay.set(day, [...(byDay.get(day) ?? []), counts[place]]));
    return [...byDay].map(([day, numbers]) => ({ day, run, spots: mean(numbers) }));
  });
}

function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** @returns {number[]} whole numbers from 0 on, at most five steps, the last at or above `highest` */
export function wholeTicks(highest) {
  const top = Math.max(4, highest);
  const sizes = [1, 2, 5].flatMap((digit) => [1, 10, 100, 1000, 10_000].map((power) => digit * power));
  const step = sizes.sort((one, other) => one - other).find((size) => top / size <= 5);
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, number) => number * step);
}

/** The place of the point whose day is nearest to `day`; points are sorted by day. */
export function nearest(points, day, spots) {
  let best = 0;
  let least = Infinity;
  points.forEach((point, place) => {
    const distance = Math.abs(point.day - day) + (spots === undefined ? 0 : Math.abs(point.spots - spots) * 1e-3);
    if (distance < least) [best, least] = [place, distance];
  });
  return best;
}

/**
 * Puts the marks' numbers into rows, so that none lies on another.
 * @param {number[]} places in pixels, ascending
 * @returns {number[]} a row for each, 0 is the top one
 */
export function rowsFor(places, room, most) {
  const ends = Array(most).fill(-Infinity);
  return places.map((place) => {
    const free = ends.findIndex((end) => place - end >= room);
    const row = free === -1 ? ends.indexOf(Math.min(...ends)) : free;
    ends[row] = place;
    return row;
  });
}
