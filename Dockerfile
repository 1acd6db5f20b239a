# The image of the gateway and of the bidders: what `npm pack` packs, with the packages that it needs,
# and Node. One image; the command says which process runs.
#
#   docker build -t scatter .
#   docker run scatter                                          the gateway
#   docker run scatter --single-threaded-gc --max-semi-space-size=8 \
#     --no-allocation-site-pretenuring dist/bidders/main.js stops
#
# BASE    an image with Node 24 and npm, and the C library that Node needs. A tag may change: name a
#         digest (docs/releases.md)
# PACKAGE the stage `build` below, or an image that has its result in /app already: then nothing is
#         downloaded. script/image makes both from the files of this machine.
ARG BASE=node:24-bookworm-slim
ARG PACKAGE=build

FROM ${BASE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# No package needs its install script for what is packed (LOCK-3).
RUN ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
COPY . .
RUN ["npm", "run", "prepack"]
RUN ["npm", "prune", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
WORKDIR /app
RUN ["cp", "-R", "/build/bin", "/build/dist", "/build/node_modules", "/build/nats.conf", "/build/package.json", "/app/"]

FROM ${PACKAGE} AS package

FROM ${BASE}
WORKDIR /app
COPY --from=package /app /app
COPY deploy/health.js /app/health.js
# Neither process writes a file: `docker run --read-only` serves.
USER 10001:10001
ENV NODE_ENV=production \
  HOST=0.0.0.0 PORT=8080 OPERATIONS_PORT=9090 \
  METRICS_HOST=0.0.0.0 METRICS_PORT=9090
# 8080: searches, of a gateway. 9090: /live, /ready and /metrics of either, not for the public.
EXPOSE 8080 9090
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "/app/health.js"]
ENTRYPOINT ["node"]
CMD ["--max-semi-space-size=16", "--no-allocation-site-pretenuring", "--external-memory-accounted-in-global-limit", "dist/gateway/main.js"]
