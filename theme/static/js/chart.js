/** The picture of a chart as PNG: its SVG file, drawn twice as large. Where that fails the browser opens the SVG itself. */

const SCALE = 2;

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-picture]"))) {
  const address = new URL(button.dataset.picture ?? "", document.baseURI);
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      save(await drawn(address.href), address.pathname.replace(/^.*\/|\.svg$/g, ""));
    } catch {
      location.assign(address);
    }
    button.disabled = false;
  });
}

/** @param {string} address  of an SVG file  @returns {Promise<Blob>} */
async function drawn(address) {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth * SCALE;
  canvas.height = picture.naturalHeight * SCALE;
  const surface = canvas.getContext("2d");
  if (!surface) throw new Error("no canvas");
  surface.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png"));
}

/** @param {Blob} file  @param {string} name  without its extension */
function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${name}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
