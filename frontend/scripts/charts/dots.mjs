/** The dots of a chart as its element has them: where they are, and what they say. */

/**
 * @typedef {{x: number, y: number, words: string}} Dot  x and y in hundredths of the plot, y from its top
 * @param {{places: string, words: string}} data a line for each dot, by day
 * @returns {Dot[]}
 */
export function readDots({ places, words }) {
  const said = words.split("\n");
  return places.split("\n").map((line, number) => {
    const [x, y] = line.split(" ").map(Number);
    return { x, y, words: said[number] };
  });
}

/**
 * The number of the dot nearest to a place. The day counts most: of dots nearly above each other the nearer
 * in height is meant.
 * @param {number} width of the plot, in the unit of x and y
 * @param {number} height
 */
export function nearest(dots, { x, y }, width, height) {
  const distances = dots.map((dot) => Math.hypot(((dot.x - x) / 100) * width, (((dot.y - y) / 100) * height) / 8));
  return distances.indexOf(Math.min(...distances));
}

/** The number that a key leads to from `current`, or undefined for a key that leads nowhere. */
export function numberFor(key, current, count) {
  const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return key in steps ? Math.min(count - 1, Math.max(0, current + steps[key])) : undefined;
}
