import { isMessage, type FromHolder, type FromLab } from './messages.ts'

/** Height before the lab has said its own, in px; the tallest that is believed. */
const FIRST_HEIGHT = 640
const TALLEST = 20_000
/** How long a lab may keep silent before a plain link stands in for it, in ms. */
const PATIENCE = 8_000

const STYLE = ':host{display:block}:host([hidden]){display:none}iframe{display:block;width:100%;border:0}p{margin:.5rem 0}p[hidden]{display:none}'
const WORDS = {
  en: { title: 'Deltascope lab: how fast each layer learns', open: 'Open the Deltascope lab' },
  zh: { title: 'Deltascope 实验室：每一层学得有多快', open: '打开 Deltascope 实验室' }
}
const ATTRIBUTES = ['src', 'experiment', 'hide', 'lang', 'scheme'] as const

/** Where this script came from, which is where the lab is unless `src` says otherwise. */
const HOME = import.meta.url.replace(/[^/]*$/, '')

/**
 * `<deltascope-lab experiment="v=1&net=784-30-30-10" hide="build,stories" lang="zh-Hans" scheme="dark" src="https://…/">`: the lab in a page
 * of its own, as tall as what it shows; it never plays by itself. `deltascope-change` has the experiment in `detail`, as a query, whenever
 * it becomes another; `deltascope-end` the run's `fingerprint` and how it ended (`end`: done or nonFinite) too.
 */
export class DeltascopeLab extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES
  readonly #frame = document.createElement('iframe')
  readonly #instead = document.createElement('p')
  #silence: ReturnType<typeof setTimeout> | undefined
  /** What the lab shows now; the attribute is what it was asked to show. */
  #current: string | null = null
  #fingerprint: string | null = null
  #loaded = false
  readonly #listen = (event: MessageEvent): void => this.#hear(event)

  constructor() {
    super()
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE)
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet]
    this.#instead.hidden = true
    this.#instead.append(document.createElement('a'))
    this.#frame.allow = 'clipboard-write'
    this.#frame.height = String(FIRST_HEIGHT)
    this.#frame.addEventListener('load', () => this.#wait())
    root.append(this.#frame, this.#instead)
  }

  connectedCallback(): void {
    addEventListener('message', this.#listen)
    this.#show(this.experiment)
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#listen)
    clearTimeout(this.#silence)
    this.#loaded = false
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.isConnected || before === after) return
    if (name === 'src') this.#loaded = false
    // What a reader has built stays when a lesson only hides something or changes the language.
    this.#show(name === 'experiment' ? this.experiment : this.#current ?? this.experiment)
  }

  /** The lab's address. */
  get src(): string { return new URL(this.getAttribute('src') ?? HOME, document.baseURI).href.replace(/#.*$/s, '') }
  set src(url: string) { this.setAttribute('src', url) }
  /** What the lab was asked to show: a query, or a link that holds one. */
  get experiment(): string { return (this.getAttribute('experiment') ?? '').replace(/^[^#?]*[#?]/s, '') }
  set experiment(query: string) { this.setAttribute('experiment', query) }
  /** Parts that are left out, with commas between them. */
  get hide(): string { return this.getAttribute('hide') ?? '' }
  set hide(parts: string) { this.setAttribute('hide', parts) }
  get scheme(): string { return this.getAttribute('scheme') ?? '' }
  set scheme(scheme: string) { this.setAttribute('scheme', scheme) }
  /** What the lab shows now, as a query. */
  get currentExperiment(): string { return this.#current ?? this.experiment }
  /** Of the run that is over; null before. */
  get fingerprint(): string | null { return this.#fingerprint }

  #language(): 'en' | 'zh' | undefined {
    const asked = (this.closest<HTMLElement>('[lang]')?.lang ?? '').toLowerCase()
    return asked.startsWith('zh') ? 'zh' : asked.startsWith('en') ? 'en' : undefined
  }

  #show(experiment: string): void {
    const language = this.#language()
    const own = { embed: '1', hide: this.hide.replaceAll(/\s/g, ''), lang: language, scheme: this.scheme }
    const settings = Object.entries(own).flatMap(([key, value]) => (value ? [`${key}=${encodeURIComponent(value)}`] : []))
    const url = `${this.src}#${[experiment, ...settings].filter(part => part !== '').join('&')}`
    const words = WORDS[language ?? 'en']
    this.#frame.title = words.title
    const link = this.#instead.querySelector('a')!
    Object.assign(link, { href: `${this.src}#${experiment}`, textContent: words.open, target: '_blank', rel: 'noopener' })
    // A new hash of the same page is no new entry in the history, and loads nothing.
    if (this.#loaded) this.#frame.contentWindow?.location.replace(url)
    else this.#frame.src = url
  }

  #wait(): void {
    clearTimeout(this.#silence)
    if (!this.#loaded) this.#silence = setTimeout(() => this.#standIn(true), PATIENCE)
  }

  /** A link in place of a frame that says nothing: a server that lets no page hold it, or none at all. */
  #standIn(silent: boolean): void {
    this.#instead.hidden = !silent
    this.#frame.height = silent ? '0' : String(FIRST_HEIGHT)
  }

  #hear({ source, origin, data }: MessageEvent): void {
    if (source === null || source !== this.#frame.contentWindow || origin !== new URL(this.src).origin || !isMessage(data)) return
    const message = data as FromLab
    switch (message.deltascope) {
      case 'ready':
        clearTimeout(this.#silence)
        this.#standIn(false)
        this.#loaded = true
        this.#frame.contentWindow?.postMessage({ deltascope: 'hello' } satisfies FromHolder, origin === 'null' ? '*' : origin)
        return
      case 'height':
        if (message.height > 0 && message.height <= TALLEST) this.#frame.height = String(Math.ceil(message.height))
        return
      case 'change':
        this.#current = String(message.experiment)
        this.#fingerprint = null
        return this.#tell('deltascope-change', { experiment: this.#current })
      case 'end':
        this.#current = String(message.experiment)
        this.#fingerprint = String(message.fingerprint)
        return this.#tell('deltascope-end', { experiment: this.#current, fingerprint: this.#fingerprint, end: message.end })
      default:
        message satisfies never
    }
  }

  #tell(name: string, detail: Readonly<Record<string, string>>): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }
}

if (!customElements.get('deltascope-lab')) customElements.define('deltascope-lab', DeltascopeLab)
