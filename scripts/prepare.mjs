// What npm runs behind `npm ci`, and once more behind the first `npx deltascope` and behind `npm link`, which only link to the checkout: what is
// built then stays as it is.
import { execSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const root = new URL('..', import.meta.url)
const links = ['exec', 'link'].includes(process.env.npm_command) && existsSync(new URL('dist/cli/main.js', root))
if (!links) execSync('npm run build', { cwd: root, stdio: 'inherit' })
