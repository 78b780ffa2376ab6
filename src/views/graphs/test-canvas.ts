/** Canvases for tests without a browser: they have pixels and draw nothing. */
export class TestCanvas {
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  getContext() {
    return {
      createImageData: (width: number, height: number) => ({
        width,
        data: new Uint8ClampedArray(4 * width * height),
      }),
      putImageData: () => undefined,
    };
  }
}
