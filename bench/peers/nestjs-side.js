/**
 * NestJS over NATS, as its documentation has it: a message pattern for each bidder, `forkJoin` and
 * `timeout`. What its decorators do is written as calls, since Node runs this file as it is.
 */
import "reflect-metadata";
import { Controller, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { ClientProxyFactory, MessagePattern, Transport } from "@nestjs/microservices";
import { catchError, firstValueFrom, forkJoin, NEVER, of, timeout } from "rxjs";
import { callOf, mergeBids, peerOffers } from "../auction/peer-offer.ts";

const natsOptions = ({ broker }) => ({
  servers: [broker.url],
  user: broker.user,
  pass: broker.password,
});

export const side = {
  async startGateway(context) {
    const { work } = context;
    const client = ClientProxyFactory.create({
      transport: Transport.NATS,
      options: natsOptions(context),
    });
    await client.connect();
    const call = callOf(work.search);
    return {
      async search() {
        const asked = work.kinds.map((kind) =>
          client.send(`bids.${kind}`, call).pipe(
            timeout(work.search.policy.deadlineMs),
            catchError(() => of(null)),
          ),
        );
        const answers = await firstValueFrom(forkJoin(asked));
        const bids = answers.filter((bid) => bid !== null);
        return mergeBids(bids, asked.length, call.maxResults);
      },
    };
  },

  async startBidder(context) {
    const { work, kind, isSilent } = context;
    const offers = peerOffers(work.offers[kind]);
    class Bids {
      answer() {
        return isSilent() ? NEVER : { bidder: kind, offers };
      }
    }
    Controller()(Bids);
    const method = Object.getOwnPropertyDescriptor(Bids.prototype, "answer");
    MessagePattern(`bids.${kind}`)(Bids.prototype, "answer", method);
    class App {}
    Module({ controllers: [Bids] })(App);
    const app = await NestFactory.createMicroservice(App, {
      transport: Transport.NATS,
      options: { ...natsOptions(context), queue: kind },
      logger: ["error", "warn"],
    });
    await app.listen();
  },
};
