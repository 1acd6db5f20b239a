/** How a search reaches the gateway. Metrics and logs have it under the name `door`. */
export type Transport = "http" | "nats";
