/**
 * The auction as a picture on one time axis: a lane for each bidder, the quorum, the grace, the
 * deadline and the end. What it shows is also in words: the table of bidders and the list of steps.
 */
import { useRef } from "preact/hooks";
import { useWidth } from "../ui/use-width.ts";
import type { DrawnAuction, DrawnLane } from "./drawn-auction.ts";
import { shortWords } from "./lane-words.ts";
import {
  LANE_HEIGHT,
  type LanePicture,
  type Mark,
  type Picture,
  pictureOf,
  TRACK_HEIGHT,
} from "./picture-layout.ts";
import { isMark, type Legend, legendOf } from "./picture-legend.ts";
import { pictureTitle } from "./picture-title.ts";

/** Room for a mark with its line, in pixels. */
const SAMPLE_WIDTH = 18;
const SAMPLE_HEIGHT = 16;
/** About the width of a letter of a lane's texts, in pixels. */
const LETTER_WIDTH = 7;

interface AuctionPictureProps {
  readonly drawn: DrawnAuction;
  /** Since the search was sent; null when the auction has ended. */
  readonly nowMs: number | null;
}

export function AuctionPicture({ drawn, nowMs }: AuctionPictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const picture = pictureOf(drawn, width, nowMs);
  return (
    <figure class="auction-picture">
      <div ref={frame}>
        {width > 0 && (
          <svg width={width} height={picture.height} role="img" aria-label={pictureTitle(drawn)}>
            <Patterns />
            <Lines picture={picture} />
            <Prices picture={picture} />
            {picture.lanes.map((lane, i) => (
              <Lane
                key={lane.bidder}
                lane={lane}
                words={shortWords(drawn.lanes[i] as DrawnLane, drawn.endedBy)}
                width={width}
              />
            ))}
            <Axis picture={picture} />
          </svg>
        )}
      </div>
      <figcaption>
        {legendOf(drawn, picture).map(({ kind, words }) => (
          <span key={kind}>
            <Sample kind={kind} />
            {words}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** A mark is drawn as in the picture, whatever else by the style of its kind. */
function Sample({ kind }: Pick<Legend, "kind">) {
  if (kind === "no-sample") return null;
  if (kind !== "regret" && !isMark(kind)) return <i class={`sample ${kind}`} />;
  const [x, middle] = [SAMPLE_WIDTH / 2, SAMPLE_HEIGHT / 2];
  return (
    <svg class="sample-mark" width={SAMPLE_WIDTH} height={SAMPLE_HEIGHT} aria-hidden="true">
      {kind === "regret" ? (
        <LatePrice x={x} y={middle} />
      ) : (
        <MarkShape mark={{ kind, x, beyond: false }} middle={kind === "floor" ? 0 : middle} />
      )}
    </svg>
  );
}

function LatePrice({ x, y }: { readonly x: number; readonly y: number }) {
  return <path class="price late" d={diamond(x, y, 4)} />;
}

/** Forms that do not rely on colour: a fault is hatched, who was left out has no filling. */
function Patterns() {
  return (
    <defs>
      <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" class="hatch" />
      </pattern>
    </defs>
  );
}

function Lines({ picture: { lines, grace, axisY } }: { picture: Picture }) {
  return (
    <>
      {grace !== null && (
        <rect class="grace" x={grace.x} width={grace.width} y={0} height={axisY} />
      )}
      {lines.map(({ kind, x }) => (
        <line key={kind} class={`line ${kind}`} x1={x} x2={x} y1={0} y2={axisY} />
      ))}
    </>
  );
}

function Prices({ picture: { prices } }: { picture: Picture }) {
  if (prices === null) return null;
  return (
    <>
      <polyline class="price last" points={prices.last} />
      <polyline class="price best" points={prices.best} />
      {prices.late.map(({ x, y }, i) => (
        <LatePrice key={i} x={x} y={y} />
      ))}
    </>
  );
}

interface LaneProps {
  readonly lane: LanePicture;
  readonly words: string;
  readonly width: number;
}

function Lane({ lane, words, width }: LaneProps) {
  const { bidder, form, y, trackY, bar, spans, marks } = lane;
  const letters = Math.floor((width - words.length * LETTER_WIDTH) / (LETTER_WIDTH + 1)) - 2;
  const name = bidder.length <= letters ? bidder : `${bidder.slice(0, Math.max(3, letters))}…`;
  const middle = trackY + TRACK_HEIGHT / 2;
  return (
    <g class={`lane ${form}`} data-lane={bidder}>
      <text class="name" x={0} y={y + 13}>
        {name}
      </text>
      <text class="words" x={width} y={y + 13} text-anchor="end">
        {words}
      </text>
      {bar !== null && (
        <rect class="bar" x={bar.x} width={bar.width} y={trackY} height={TRACK_HEIGHT} rx={3} />
      )}
      {spans.map(({ kind, x, width }, i) => {
        const height = kind === "work" ? TRACK_HEIGHT : QUEUE_HEIGHT;
        return (
          <rect
            key={`${kind} ${i}`}
            class={kind}
            x={x}
            width={width}
            y={middle - height / 2}
            height={height}
          />
        );
      })}
      {form === "fault" && bar !== null && (
        <rect
          fill="url(#hatched)"
          x={bar.x}
          width={bar.width}
          y={trackY}
          height={TRACK_HEIGHT}
          rx={3}
        />
      )}
      {marks.map((mark, i) => (
        <MarkShape key={`${mark.kind} ${i}`} mark={mark} middle={middle} />
      ))}
      <line class="rule" x1={0} x2={width} y1={y + LANE_HEIGHT - 4} y2={y + LANE_HEIGHT - 4} />
    </g>
  );
}

const HALF = TRACK_HEIGHT / 2;
/** A queue is a band within the bar, work fills its height: PICTURE-4. */
const QUEUE_HEIGHT = 4;

function MarkShape({ mark: { kind, x, beyond }, middle }: { mark: Mark; middle: number }) {
  const name = `mark ${kind}`;
  switch (kind) {
    case "call":
      return <path class={name} d={`M${x},${middle - HALF} v${2 * HALF}`} />;
    case "part":
      return <circle class={name} cx={x} cy={middle} r={3.5} />;
    case "final":
      return <circle class={name} cx={x} cy={middle} r={5.5} />;
    case "floor":
      return <path class={name} d={`M${x - 5},${middle + HALF + 2} h10`} />;
    case "hedge":
      return <path class={name} d={`M${x - 5},${middle - HALF} h10 l-5,7 z`} />;
    case "cancel":
      return <path class={name} d={`M${x - 4},${middle - 4} l8,8 m0,-8 l-8,8`} />;
    case "late":
      return beyond ? (
        <path class={name} d={`M${x - 5},${middle - 5} l6,5 l-6,5`} />
      ) : (
        <path class={name} d={diamond(x, middle, 5)} />
      );
  }
}

function diamond(x: number, y: number, half: number): string {
  return `M${x},${y - half} l${half},${half} l${-half},${half} l${-half},${-half} z`;
}

function Axis({ picture: { ticks, axisY, width } }: { picture: Picture }) {
  return (
    <g class="axis">
      <line x1={0} x2={width} y1={axisY} y2={axisY} />
      {ticks.map(({ x, ms }) => (
        <g key={ms}>
          <line x1={x} x2={x} y1={axisY} y2={axisY + 4} />
          {x < width - 16 && (
            <text x={x} y={axisY + 17} text-anchor={x < 16 ? "start" : "middle"}>
              {ms === 0 ? "0 ms" : ms}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
