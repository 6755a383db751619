/** Resolves once the browser has drawn what is in the document now. A hidden window draws nothing: then time must do. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, 400);
    void document.fonts.ready.then(() => {
      requestAnimationFrame(() => {
        requestAnimationFrame(() => {
          clearTimeout(limit);
          resolve();
        });
      });
    });
  });
}
