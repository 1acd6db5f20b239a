import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Front, type Point } from "./front.ts";

const points = fc.array(fc.record<Point>({ price: fc.nat(6), minutes: fc.nat(6), stops: fc.nat(2) }), { maxLength: 60 });
const text = ({ price, minutes, stops }: Point) => `${price} ${minutes} ${stops}`;

function frontOf(all: readonly Point[]): string[] {
  const front = new Front<Point>();
  for (const point of all) if (!front.dominates(point.price, point.minutes, point.stops)) front.add(point);
  return front.points.map(text).sort();
}

test("the front is what no other point beats, in whatever order they come; equals live together", () => {
  fc.assert(
    fc.property(points, (all) => {
      const noWorse = (a: Point, b: Point) => a.price <= b.price && a.minutes <= b.minutes && a.stops <= b.stops;
      const expected = all.filter((one) => !all.some((other) => noWorse(other, one) && !noWorse(one, other)));
      expect(frontOf(all)).toEqual(expected.map(text).sort());
      expect(frontOf([...all].reverse())).toEqual(expected.map(text).sort());
    }),
  );
});
