/** What every thread searches in, as one value that it can be sent. */
import {
  flightDataFrom,
  type SharedFlightData,
  sharedFlightDataOf,
} from "../flights/shared-flight-data.ts";
import type { Network, NetworkColumns } from "./engine/network.ts";

export interface SharedData {
  readonly flights: SharedFlightData;
  readonly network: NetworkColumns;
}

export function sharedDataOf(network: Network, nowMs: number): SharedData {
  const { timetable, availability, cabotageTags, minimumConnections, terminals, ...columns } =
    network;
  return { flights: sharedFlightDataOf(network, nowMs), network: columns };
}

/** Makes the network of a thread. */
export function networkFrom({ flights, network }: SharedData): Network {
  return { ...flightDataFrom(flights), ...network };
}
