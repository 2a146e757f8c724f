import type { ComponentChildren, JSX } from 'preact'
import { chooseLanguage, chooseScheme, language, scheme, type Language, type Scheme } from '../state/settings.ts'
import { words } from '../words/index.ts'

/** `children` stand before the choices. */
export function Header({ children }: { readonly children?: ComponentChildren }): JSX.Element {
  const w = words.value
  return (
    <header class="top">
      <h1>{w.title} <span class="tagline">{w.tagline}</span></h1>
      <div class="choices">
        {children}
        <label class="choice">
          <span class="hush">{w.language}</span>
          <select value={language.value} onChange={event => chooseLanguage(event.currentTarget.value as Language)}>
            <option value="en" lang="en">English</option>
            <option value="zh" lang="zh-Hans">简体中文</option>
          </select>
        </label>
        <label class="choice">
          <span class="hush">{w.scheme.label}</span>
          <select value={scheme.value} onChange={event => chooseScheme(event.currentTarget.value as Scheme)}>
            {(['auto', 'light', 'dark'] as const).map(name => <option value={name}>{w.scheme[name]}</option>)}
          </select>
        </label>
      </div>
    </header>
  )
}
