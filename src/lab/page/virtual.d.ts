/** Made by scripts/build-page.mjs: the page's own MNIST as base64, for the page that is one file. */
declare module 'virtual:mnist-sample' {
  export const sample: string
}
