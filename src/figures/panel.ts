/** Where a panel stands in its figure: its upper left corner and its width, px. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** Markup, and how far it reaches below the place that it was drawn at, px. */
export interface Panel {
  readonly height: number;
  readonly markup: string;
}
