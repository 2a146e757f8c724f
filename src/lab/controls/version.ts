/** Put in by the build from package.json; a test draws the page without one. */
declare const DELTASCOPE_VERSION: string | undefined

export const VERSION: string = typeof DELTASCOPE_VERSION === 'string' ? DELTASCOPE_VERSION : ''
