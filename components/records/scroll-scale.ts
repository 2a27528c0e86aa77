/**
 * Scrolling through more than a browser can lay out: Firefox ends elements at 17.9 M px, Chromium and Safari at 33.5 M, and
 * a million rows are 28 M. Beyond `MOST_HEIGHT` the content is drawn lower than it is, and its rows are shifted against it.
 * Wheel and keys still move the rows pixel by pixel; the scrollbar moves through all of them.
 */

/** px */
export const MOST_HEIGHT = 16_000_000;

/** A step of more screens than this is one of the scrollbar, which means a place and not a way. */
const LEAP = 4;

/** Where a long list is scrolled to. All lengths are px. */
export class ScrollScale {
  /** How much further the rows are scrolled than the element is. */
  shift = 0;
  private full = 0;
  private screen = 0;
  private last = 0;

  /** The height of the content as it is laid out. */
  get height(): number {
    return Math.min(this.full, MOST_HEIGHT);
  }

  /** How far the rows are scrolled. */
  get top(): number {
    return this.last + this.shift;
  }

  private get scaled(): boolean {
    return this.full > MOST_HEIGHT;
  }

  /** The rows are `full` high, and `screen` of them is seen. */
  resize(full: number, screen: number): void {
    this.full = full;
    this.screen = screen;
    if (!this.scaled) this.shift = 0;
  }

  /** Takes in that the element was scrolled. True where it has come to an end of its own, but the rows have not: then `settle`. */
  scrolledTo(scrollTop: number): boolean {
    const step = Math.abs(scrollTop - this.last);
    this.last = scrollTop;
    if (!this.scaled) return false;
    if (step > LEAP * this.screen) this.shift = Math.round(this.rowsAt(scrollTop)) - scrollTop;
    const most = this.full - this.screen;
    const past = Math.min(most, Math.max(0, this.top)) - this.top;
    this.shift += past;
    const atEnd = scrollTop <= 0 || scrollTop >= this.height - this.screen - 1;
    return past !== 0 || (atEnd && this.top > 1 && this.top < most - 1);
  }

  /** Where the element has to be scrolled to, so that its scrollbar shows where the rows are. */
  settled(): number {
    return this.elementAt(this.top);
  }

  /** The rows stay where they are while the element is scrolled: to `scrollTop`, as it says itself, because it rounds. */
  settle(scrollTop: number): void {
    const { top } = this;
    this.last = scrollTop;
    this.shift = this.scaled ? top - scrollTop : 0;
  }

  /** Moves the rows to `top`. Where the element has to be scrolled to; `settle` then takes in where it has got. */
  moveTo(top: number): number {
    const within = Math.min(Math.max(0, this.full - this.screen), Math.max(0, top));
    this.shift = within - this.last;
    return this.elementAt(within);
  }

  private elementAt(top: number): number {
    if (!this.scaled) return top;
    return (top / (this.full - this.screen)) * (this.height - this.screen);
  }

  private rowsAt(scrollTop: number): number {
    return (scrollTop / (this.height - this.screen)) * (this.full - this.screen);
  }
}
