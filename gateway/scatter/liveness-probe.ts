/**
 * The roster's rounds of questions, and since when somebody who is alive must have spoken.
 * Questions are counted, not time: one counts when the broker has confirmed it, and the answers
 * have since had time to be heard. So neither a gateway that was stalled nor a broker that was away
 * makes anybody look dead.
 */
import type { Clock } from "../../common/runtime/clock.ts";

export const ASK_EVERY_MS = 500;
/** With ASK_EVERY_MS: one that dies is not waited for any more 2 to 2.5 s later. */
export const UNANSWERED_MAX = 4;

export interface RoundsListener {
  /**
   * Asks everybody. Resolves when the broker has the questions; rejects when they are lost.
   * Undefined when nobody can be asked.
   */
  ask(): Promise<void> | undefined;
  /** The time of a round is over, whether it counts or not. */
  over(): void;
  /**
   * A round that counts has passed. Who has not spoken since is gone; null when there were too few
   * rounds to say.
   */
  passed(unheardSince: number | null): void;
}

interface Round {
  readonly askedAt: number;
  delivered: boolean;
}

export class Rounds {
  readonly #clock: Clock;
  readonly #listener: RoundsListener;
  #round: Round | undefined;
  /** When the last rounds that count began, oldest first. */
  readonly #askedAt: number[] = [];
  #takeBack = () => {};

  constructor(clock: Clock, listener: RoundsListener) {
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Asks at once, and goes on asking. What was not answered before is forgotten. */
  start(): void {
    this.stop();
    this.#askedAt.length = 0;
    this.#ask();
    this.#goOn();
  }

  stop(): void {
    this.#takeBack();
    this.#round = undefined;
  }

  #goOn(): void {
    this.#takeBack = this.#clock.at(this.#clock.now() + ASK_EVERY_MS, () => {
      this.#end();
      this.#goOn();
    });
  }

  /** A question that the broker has not confirmed yet is waited for, and not repeated. */
  #end(): void {
    const round = this.#round;
    this.#listener.over();
    if (round?.delivered === true) {
      this.#askedAt.push(round.askedAt);
      if (this.#askedAt.length > UNANSWERED_MAX) this.#askedAt.shift();
      this.#listener.passed(
        this.#askedAt.length < UNANSWERED_MAX ? null : (this.#askedAt[0] as number),
      );
    }
    if (round === undefined || round.delivered) this.#ask();
  }

  #ask(): void {
    const round: Round = { askedAt: this.#clock.now(), delivered: false };
    this.#round = round;
    const lost = () => {
      if (this.#round === round) this.#round = undefined;
    };
    const delivered = () => {
      round.delivered = true;
    };
    const sent = this.#listener.ask();
    if (sent === undefined) lost();
    else void sent.then(delivered, lost);
  }
}
