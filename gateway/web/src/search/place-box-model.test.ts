import { describe, expect, jest, test } from "@jest/globals";
import type { Place } from "../api/lookups.ts";
import { PlaceBoxModel } from "./place-box-model.ts";

const place = (code: string, city: string): Place => ({
  type: "airport",
  code,
  name: `${city} Airport`,
  city,
  country: "",
});
const LON: Place = { ...place("LON", "London"), type: "city", airports: ["LHR", "LGW"] };
const PLACES: Readonly<Record<string, Place[]>> = {
  lond: [LON, place("LHR", "London")],
  london: [LON, place("LHR", "London")],
  port: [place("PDX", "Portland"), place("OPO", "Porto")],
  portugal: [
    { ...place("LIS", "Lisbon"), country: "Portugal", foundBy: "country" },
    { ...place("OPO", "Porto"), country: "Portugal", foundBy: "country" },
  ],
  yemen: [{ type: "country", code: "YE", name: "Yemen", city: "", country: "Yemen" }],
  porto: [place("OPO", "Porto"), place("POA", "Porto Alegre")],
  birmingham: [
    { ...place("BHX", "Birmingham"), country: "United Kingdom" },
    { ...place("BHM", "Birmingham"), country: "United States", alike: true },
  ],
};

/** A box whose lookups are answered when `answer` is called, the oldest first. */
function box() {
  const waiting: (() => void)[] = [];
  const asked: string[] = [];
  const model = new PlaceBoxModel((query) => {
    asked.push(query);
    const { promise, resolve } = Promise.withResolvers<Place[]>();
    waiting.push(() => resolve(PLACES[query.toLowerCase()] ?? []));
    return promise;
  });
  const settled = async () => {
    for (let turns = 0; turns < 10; turns++) await Promise.resolve();
  };
  const answer = async () => {
    waiting.shift()?.();
    await settled();
  };
  const type = (text: string) => {
    model.onInput(text);
    jest.advanceTimersByTime(1_000);
  };
  return { model, asked, answer, type };
}

describe("a box for a place", () => {
  test("a text that may mean another place too is taken, and the other one is named (BOX-5)", async () => {
    const { model, answer } = box();
    model.onInput("Birmingham");
    model.onBlur();
    await answer();
    expect({ text: model.text.value, note: model.note.value }).toEqual({
      text: "Birmingham (BHX)",
      note: "“Birmingham” may also be Birmingham (BHM) in United States.",
    });
    model.onInput("Porto");
    expect(model.note.value).toBe("");
    model.onBlur();
    await answer();
    expect({ text: model.text.value, note: model.note.value }).toEqual({
      text: "Porto (OPO)",
      note: "",
    });
  });

  test("a country without flights is not chosen: the box says why (BOX-4)", async () => {
    jest.useFakeTimers();
    const { model, answer, type } = box();
    type("Yemen");
    await answer();
    const words = "No airport of Yemen has flights in the timetable.";
    expect(model.list.value).toMatchObject({ places: [], active: -1, none: words });
    expect(model.status.value).toBe(words);
    expect(model.onKey("Enter")).toBe(false);
    model.onBlur();
    await answer();
    expect({ text: model.text.value, fault: model.fault.value }).toEqual({
      text: "Yemen",
      fault: words,
    });
  });

  test("a list belongs to one text: the place of an older text is never chosen (BOX-1)", async () => {
    jest.useFakeTimers();
    const { model, answer, type } = box();
    type("Port");
    await answer();
    expect(model.list.value?.places[0]?.code).toBe("PDX");
    type("Porto");
    expect(model.list.value).toBeNull();
    model.onBlur();
    expect(model.text.value).toBe("Porto");
    await answer(); // of the list that was asked for while typing
    await answer(); // of the text that was left
    expect(model.text.value).toBe("Porto (OPO)");
    jest.useRealTimers();
  });

  test.each([
    ["london", "London (LON, all)"],
    ["Porto", "Porto (OPO)"],
    ["Nowhere", "Nowhere"],
  ])("'%s', left before its list is there, stands for '%s' (BOX-2)", async (text, meant) => {
    jest.useFakeTimers();
    const { model, answer } = box();
    model.onInput(text);
    model.onBlur();
    await answer();
    expect(model.text.value).toBe(meant);
    expect(model.fault.value).toBe(
      text === "Nowhere" ? "No city or airport matches “Nowhere”." : "",
    );
    jest.useRealTimers();
  });

  test("what is submitted is looked up, and what is typed meanwhile too (BOX-2)", async () => {
    const { model, asked, answer } = box();
    model.onInput("Port");
    const resolved = model.resolve(new AbortController().signal);
    model.onInput("Porto");
    await answer();
    await answer();
    await resolved;
    expect({ asked, text: model.text.value }).toEqual({
      asked: ["Port", "Porto"],
      text: "Porto (OPO)",
    });
  });

  describe("a country's name stands for its busiest place, and the box says so (BOX-3)", () => {
    const NOTE = "In Portugal, Lisbon has the most flights. Type a city for another one.";

    test("when it is left, with its list or before, and when it is submitted", async () => {
      jest.useFakeTimers();
      const left = box();
      left.type("Portugal");
      await left.answer();
      left.model.onBlur();
      const early = box();
      early.model.onInput("Portugal");
      early.model.onBlur();
      await early.answer();
      const submitted = box();
      submitted.model.onInput("Portugal");
      const resolved = submitted.model.resolve(new AbortController().signal);
      await submitted.answer();
      await resolved;
      expect(
        [left, early, submitted].map(({ model }) => ({
          text: model.text.value,
          note: model.note.value,
          isAnnounced: model.status.value.endsWith(NOTE),
        })),
      ).toEqual(Array(3).fill({ text: "Lisbon (LIS)", note: NOTE, isAnnounced: true }));
      left.model.onInput("Lisbon (LIS) ");
      expect(left.model.note.value).toBe("");
      jest.useRealTimers();
    });

    test("not of what was chosen in the list, nor of a city's name", async () => {
      jest.useFakeTimers();
      const chosen = box();
      chosen.type("Portugal");
      await chosen.answer();
      chosen.model.onKey("ArrowDown");
      chosen.model.onBlur();
      const city = box();
      city.type("Porto");
      await city.answer();
      city.model.onBlur();
      expect(
        [chosen, city].map(({ model }) => ({ text: model.text.value, note: model.note.value })),
      ).toEqual(Array(2).fill({ text: "Porto (OPO)", note: "" }));
      jest.useRealTimers();
    });
  });

  test("the name of a place of which only the code is known is asked for three times", async () => {
    const named = async (failures: number) => {
      let asked = 0;
      const model = new PlaceBoxModel(async () => {
        if (++asked <= failures) throw new Error("the gateway gave no answer");
        return [place("LHR", "London")];
      }, "LHR (LHR)");
      await model.nameIt();
      return { asked, text: model.text.value };
    };
    expect({ second: await named(1), never: await named(9) }).toEqual({
      second: { asked: 2, text: "London (LHR)" },
      never: { asked: 3, text: "LHR (LHR)" },
    });
  });

  test("arrows go around, Enter chooses, Escape leaves the text", async () => {
    const { model, answer } = box();
    model.onInput("lond");
    model.onKey("ArrowDown");
    await answer();
    const active = () => model.list.value?.active;
    expect(active()).toBe(0);
    const moved = (key: string) => ({ used: model.onKey(key), active: active() });
    expect({ up: moved("ArrowUp"), home: moved("Home") }).toEqual({
      up: { used: true, active: 1 },
      home: { used: true, active: 0 },
    });
    model.onKey("Escape");
    model.onBlur();
    expect({ list: model.list.value, text: model.text.value }).toEqual({
      list: null,
      text: "lond",
    });
    model.onKey("ArrowDown");
    await Promise.resolve();
    await Promise.resolve();
    model.onKey("End");
    expect({ used: model.onKey("Enter"), text: model.text.value }).toEqual({
      used: true,
      text: "London (LHR)",
    });
    expect(model.onKey("Enter")).toBe(false);
  });
});
