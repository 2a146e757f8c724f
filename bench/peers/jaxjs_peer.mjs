// jax-js on its WebAssembly backend: one jitted step, gradients by its own grad().
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fansOf, images, normals, pathTo, serve } from './rounds.mjs'

const path = pathTo('@jax-js/jax')
const { defaultDevice, init, jit, nn, numpy: np, grad } = await import(pathToFileURL(path.replace(/\.cjs$/, '.js')).href)
await init('wasm')
defaultDevice('wasm')

/** Σ softplus(z) − y z over the outputs, over the rows' number. Every argument is consumed once, as jax-js asks. */
function cost(params, x, y, rows) {
  let a = x
  params.forEach(([w, b], l) => {
    const z = np.matmul(a, w.transpose()).add(b)
    a = l === params.length - 1 ? z : nn.sigmoid(z)
  })
  return nn.softplus(a.ref).sub(y.mul(a)).sum().mul(1 / rows)
}

function makeStep({ layers, examples, learningRate, l2, batch }) {
  const { inputs, targets } = images()
  const shrink = 1 - (learningRate * l2) / examples
  const update = jit((params, x, y) => {
    const gradients = grad(p => cost(p, x, y, batch))(params.map(([w, b]) => [w.ref, b.ref]))
    const norms = gradients.map(([, b]) => np.sqrt(np.square(b.ref).sum()))
    const next = params.map(([w, b], l) => [w.mul(shrink).sub(gradients[l][0].mul(learningRate)), b.sub(gradients[l][1].mul(learningRate))])
    return [next, np.stack(norms)]
  })
  let params = fansOf(layers).map(({ fanIn, fanOut }) =>
    [np.array(normals(fanIn * fanOut, 1 / Math.sqrt(fanIn))).reshape([fanOut, fanIn]), np.array(normals(fanOut, 1))])
  const whole = [np.array(inputs.slice(0, batch * 784)).reshape([batch, 784]), np.array(targets.slice(0, batch * 10)).reshape([batch, 10])]

  /** The rows copied side by side into arrays of the batch. */
  function gathered(rows) {
    const [x, y] = [new Float32Array(batch * 784), new Float32Array(batch * 10)]
    rows.forEach((row, i) => {
      x.set(inputs.subarray(row * 784, (row + 1) * 784), i * 784)
      y.set(targets.subarray(row * 10, (row + 1) * 10), i * 10)
    })
    return [np.array(x).reshape([batch, 784]), np.array(y).reshape([batch, 10])]
  }

  function step(rows) {
    const [x, y] = rows ? gathered(rows) : whole.map(array => array.ref)
    const [next, norms] = update(params, x, y)
    params = next
    return norms.dataSync()
  }
  return { step }
}

const { version } = JSON.parse(readFileSync(join(dirname(path), '../package.json'), 'utf8'))
await serve(`jax-js ${version} wasm`, makeStep)
