// TensorFlow.js on its WebAssembly backend: hand-written backpropagation as in numpy_peer.py.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fansOf, images, normals, pathTo, serve, threadCount } from './rounds.mjs'

const require = createRequire(pathTo('@tensorflow/tfjs-backend-wasm'))
const tf = require('@tensorflow/tfjs-core')
const wasm = require(pathTo('@tensorflow/tfjs-backend-wasm'))
wasm.setWasmPaths(dirname(pathTo('@tensorflow/tfjs-backend-wasm')) + '/')
wasm.setThreadsCount(threadCount)
if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend did not start')
await tf.ready()

function makeStep({ layers, examples, learningRate, l2, batch }) {
  const { inputs, targets } = images()
  const allX = tf.tensor2d(inputs.subarray(0, examples * 784), [examples, 784])
  const allY = tf.tensor2d(targets.subarray(0, examples * 10), [examples, 10])
  const fans = fansOf(layers)
  let weights = fans.map(({ fanIn, fanOut }) => tf.tensor2d(normals(fanIn * fanOut, 1 / Math.sqrt(fanIn)), [fanOut, fanIn]))
  let biases = fans.map(({ fanOut }) => tf.tensor1d(normals(fanOut, 1)))
  const shrink = 1 - (learningRate * l2) / examples

  function step(rows) {
    const result = tf.tidy(() => {
      const index = rows && tf.tensor1d(rows, 'int32')
      const [x, y] = index ? [tf.gather(allX, index), tf.gather(allY, index)] : [allX, allY]
      const a = [x]
      weights.forEach((w, l) => a.push(tf.sigmoid(tf.add(tf.matMul(a[l], w, false, true), biases[l]))))
      let delta = tf.mul(tf.sub(a.at(-1), y), 1 / batch)
      const next = { weights: [], biases: [], norms: [] }
      for (let l = weights.length - 1; l >= 0; l--) {
        const gradB = tf.sum(delta, 0)
        next.norms[l] = tf.norm(gradB)
        const gradW = tf.matMul(delta, a[l], true, false)
        if (l > 0) delta = tf.mul(tf.matMul(delta, weights[l]), tf.mul(a[l], tf.sub(1, a[l])))
        const shrunk = shrink === 1 ? weights[l] : tf.mul(weights[l], shrink)
        next.weights[l] = tf.sub(shrunk, tf.mul(gradW, learningRate))
        next.biases[l] = tf.sub(biases[l], tf.mul(gradB, learningRate))
      }
      return { ...next, norms: tf.stack(next.norms) }
    })
    tf.dispose([weights, biases])
    ;({ weights, biases } = result)
    const norms = result.norms.dataSync()
    result.norms.dispose()
    return norms
  }
  return { step, dispose: () => tf.dispose([weights, biases, allX, allY]) }
}

const { version } = JSON.parse(readFileSync(join(dirname(pathTo('@tensorflow/tfjs-backend-wasm')), '../package.json'), 'utf8'))
const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')
await serve(`TensorFlow.js ${version} wasm${simd ? ' SIMD' : ''}`, makeStep)
