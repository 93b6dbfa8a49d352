// Pictures of the page, made small and compared within Chromium, so that no package is needed for it.
// A picture is half the size of the page and lossy WebP. What is compared has been through the same
// encoder, so that equal pages are equal pictures.
import { readFileSync, writeFileSync } from "node:fs";

const QUALITY = 0.72;
/** A pixel differs if none of those around it in the other picture is as near as this, of 255. */
const NEAR = 24;
/** So many pixels may differ in a picture. */
const PIXELS = 12;
/** Mean colours of squares of so many pixels differ by more than this ... */
const [SQUARE, TINT] = [8, 5];
/** ... in so many of a hundred squares at most. */
const TINTED = 1;

/** A page apart from the one that is looked at: that one's rules allow no such script, and count its faults. */
export async function studio(page) {
  const blank = await (await page.context().browser().newContext()).newPage();
  await blank.evaluate(tools);
  return {
    /** What Playwright saw, at half the size, as base64 of WebP. */
    shrink: (png) => blank.evaluate(([png, quality]) => window.shrink(png, quality), [png.toString("base64"), QUALITY]),
    compare: (one, other) =>
      blank.evaluate(([one, other, limits]) => window.compare(one, other, limits), [one, other, { NEAR, SQUARE, TINT }]),
    close: () => blank.context().close(),
  };
}

/** Whether what `compare` found is too much; then in words. */
export function verdict({ size, wanted, pixels, squares, where }) {
  if (size !== wanted) return `${size} pixels instead of ${wanted}`;
  const tinted = Math.round(squares * 1000) / 10;
  if (pixels <= PIXELS && tinted <= TINTED) return undefined;
  return `${pixels} pixels differ (${PIXELS} may) and the tint of ${tinted} % of the picture (${TINTED} % may), within ${where}`;
}

export const readPicture = (path) => readFileSync(path).toString("base64");
export const writePicture = (path, base64) => writeFileSync(path, Buffer.from(base64, "base64"));

/** Runs in the page apart. */
function tools() {
  const decode = async (base64, type) => {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    return createImageBitmap(new Blob([bytes], { type }));
  };

  window.shrink = async (png, quality) => {
    const image = await decode(png, "image/png");
    const canvas = new OffscreenCanvas(Math.ceil(image.width / 2), Math.ceil(image.height / 2));
    const drawing = canvas.getContext("2d");
    drawing.imageSmoothingQuality = "high";
    drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""));
  };

  const pixelsOf = async (base64) => {
    const image = await decode(base64, "image/webp");
    const drawing = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true });
    drawing.drawImage(image, 0, 0);
    return drawing.getImageData(0, 0, image.width, image.height);
  };

  // how far a pixel is from the nearest of those at its place and around it
  const distance = (one, other, x, y, enough) => {
    let best = 255;
    const at = (y * one.width + x) * 4;
    for (let row = Math.max(0, y - 1); row <= Math.min(one.height - 1, y + 1); row += 1) {
      for (let column = Math.max(0, x - 1); column <= Math.min(one.width - 1, x + 1); column += 1) {
        const its = (row * one.width + column) * 4;
        let far = 0;
        for (let part = 0; part < 3; part += 1) far = Math.max(far, Math.abs(one.data[at + part] - other.data[its + part]));
        best = Math.min(best, far);
        if (best <= enough) return best;
      }
    }
    return best;
  };

  // the share of squares whose mean colour differs
  const tinted = (one, other, side, limit) => {
    let [all, found] = [0, 0];
    for (let top = 0; top + side <= one.height; top += side) {
      for (let left = 0; left + side <= one.width; left += side) {
        const sums = [0, 0, 0];
        for (let y = top; y < top + side; y += 1) {
          for (let at = (y * one.width + left) * 4, end = at + side * 4; at < end; at += 4) {
            for (let part = 0; part < 3; part += 1) sums[part] += one.data[at + part] - other.data[at + part];
          }
        }
        all += 1;
        if (sums.some((sum) => Math.abs(sum) > limit * side * side)) found += 1;
      }
    }
    return found / all;
  };

  window.compare = async (first, second, { NEAR, SQUARE, TINT }) => {
    const [one, other] = [await pixelsOf(first), await pixelsOf(second)];
    const [size, wanted] = [one, other].map(({ width, height }) => `${width}×${height}`);
    if (size !== wanted) return { size, wanted };
    let pixels = 0;
    const [low, high] = [[Infinity, Infinity], [0, 0]];
    for (let y = 0; y < one.height; y += 1) {
      for (let x = 0; x < one.width; x += 1) {
        if (distance(one, other, x, y, NEAR) <= NEAR && distance(other, one, x, y, NEAR) <= NEAR) continue;
        pixels += 1;
        [x, y].forEach((value, axis) => {
          low[axis] = Math.min(low[axis], value);
          high[axis] = Math.max(high[axis], value);
        });
      }
    }
    const where = pixels === 0 ? "all of it" : `${low.join(",")} to ${high.join(",")}`;
    return { size, wanted, pixels, squares: tinted(one, other, SQUARE, TINT), where };
  };
}
