import type { ComponentChildren, JSX } from 'preact'
import { chooseScheme, language, scheme, type Language, type Scheme } from '../state/settings.ts'
import { words } from '../words/index.ts'
import { switchTo } from '../words/pack.ts'

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
          <select value={language.value} onChange={event => choose(event.currentTarget)}>
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

/** The list stays with the language that is read until the other one's words are there. */
function choose(list: HTMLSelectElement): void {
  void switchTo(list.value as Language)
  list.value = language.peek()
}
