/** Where one has been: back and forward over places, undo and redo over pictures. */

const MOST = 200;

export class Trail<Stop> {
  private past: Stop[] = [];
  private future: Stop[] = [];

  /** Leave `stop` for a new one: what lay ahead is gone. */
  leave(stop: Stop): void {
    this.past.push(stop);
    if (this.past.length > MOST) this.past.shift();
    this.future = [];
  }

  get canGoBack(): boolean {
    return this.past.length > 0;
  }

  get canGoForward(): boolean {
    return this.future.length > 0;
  }

  back(now: Stop): Stop | undefined {
    const stop = this.past.pop();
    if (stop !== undefined) this.future.push(now);
    return stop;
  }

  forward(now: Stop): Stop | undefined {
    const stop = this.future.pop();
    if (stop !== undefined) this.past.push(now);
    return stop;
  }
}
