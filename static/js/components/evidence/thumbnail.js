/** A small picture of a large one; of the large one nothing stays behind. */

// Larger ones are not decoded: an old phone has no room for them.
const MOST_BYTES = 24 * 1024 * 1024;

/**
 * Draw the middle of a picture; tells whether it could be read.
 * @param {HTMLCanvasElement} canvas
 * @param {Blob} picture
 */
export async function drawThumbnail(canvas, picture) {
  const context = canvas.getContext('2d');
  if (context === null || picture.size > MOST_BYTES) return false;
  const address = URL.createObjectURL(picture);
  try {
    const image = await loaded(address);
    const side = Math.min(image.naturalWidth, image.naturalHeight);
    const [x, y] = [(image.naturalWidth - side) / 2, (image.naturalHeight - side) / 2];
    context.drawImage(image, x, y, side, side, 0, 0, canvas.width, canvas.height);
    return true;
  } catch {
    return false;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * @param {string} address
 * @returns {Promise<HTMLImageElement>}
 */
const loaded = (address) => new Promise((resolve, reject) => {
  const image = new Image();
  image.addEventListener('load', () => resolve(image));
  image.addEventListener('error', reject);
  image.src = address;
});
