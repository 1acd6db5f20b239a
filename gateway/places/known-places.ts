/** The index of all places that are known here, made when it is needed first. */
import { allAirports } from "../../common/places/airports.ts";
import { allCities } from "../../common/places/cities.ts";
import { createPlaceIndex, type PlaceIndex } from "./place-index.ts";

export function knownPlaces(): () => PlaceIndex {
  let index: PlaceIndex | undefined;
  return () => {
    index ??= createPlaceIndex(allAirports(), allCities());
    return index;
  };
}
