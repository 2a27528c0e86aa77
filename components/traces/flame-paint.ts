/** Paints the part of a flame graph that is seen on a canvas. */
import type { FlameGraph } from '@/components/traces/flame-graph';
import { serviceColour } from '@/lib/client/service-colour';
import { drawLane, type FlameView } from '@/lib/waterfall/flame';

/** Height of a lane in CSS pixels, one of them its gap. */
export const LANE = 20;

/** A frame narrower than this has no text. */
const TEXT_FROM = 36;
const TEXT_INSET = 5;
/** How much of the colour a frame keeps that the search did not find. */
const FAINT = 0.22;

export interface Painting {
  readonly graph: FlameGraph;
  readonly view: FlameView;
  /** What of the drawing is seen: CSS pixels. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Frames with a border, or NONE. */
  readonly cursor: number;
  readonly pointed: number;
}

/** Costs what the pixels cost: two frames a pixel and lane at most. */
export function paintFlame(canvas: HTMLCanvasElement, painting: Painting): void {
  const { graph, view, top, width, height, cursor, pointed } = painting;
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colours = new Map<string, string>();
  const colourOf = (service: string): string => {
    const known = colours.get(service);
    if (known !== undefined) return known;
    const variable = /--[\w-]+/.exec(serviceColour(service))?.[0] ?? '--info';
    const colour = style.getPropertyValue(variable);
    colours.set(service, colour);
    return colour;
  };
  const [ink, error, ring] = ['--page', '--error', '--text'].map((name) => style.getPropertyValue(name));
  context.font = `11px ${style.fontFamily}`;
  context.textBaseline = 'middle';
  const letter = context.measureText('abcdefghij').width / 10;
  const last = Math.min(graph.frames.lanes - 1, Math.floor((top + height) / LANE));
  for (let lane = Math.max(0, Math.floor(top / LANE)); lane <= last; lane += 1) {
    const y = lane * LANE - top;
    drawLane(graph.frames, lane, view, width, (frame, x, wide) => {
      const { service, label, errors } = graph.facts(frame);
      const drawn = wide > 2 ? wide - 1 : wide;
      context.globalAlpha = graph.found && graph.found[frame] !== 1 ? FAINT : 1;
      context.fillStyle = colourOf(service);
      context.fillRect(x, y, drawn, LANE - 1);
      if (errors > 0) {
        context.fillStyle = error ?? '';
        context.fillRect(x, y + LANE - 4, drawn, 3);
      }
      if (wide >= TEXT_FROM) {
        context.fillStyle = ink ?? '';
        context.fillText(fitting(label, Math.floor((wide - 2 * TEXT_INSET) / letter)), x + TEXT_INSET, y + LANE / 2 - 1);
      }
      context.globalAlpha = 1;
      if (frame !== cursor && frame !== pointed) return;
      context.strokeStyle = ring ?? '';
      context.lineWidth = frame === cursor ? 2 : 1;
      context.strokeRect(x + 1, y + 1, Math.max(1, drawn - 2), LANE - 3);
    });
  }
}

function fitting(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, Math.max(0, letters - 1))}…`;
}
