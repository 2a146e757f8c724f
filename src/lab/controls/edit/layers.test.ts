import { expect, test } from 'vitest'
import { withDepth, withLayerAdded, withLayerMoved, withLayerRemoved, withWidth } from './layers.ts'

const layers = [784, 30, 20, 40, 10]

test('a width, a layer more, a layer less: inputs and outputs stay', () => {
  expect(withWidth(layers, 2, 25)).toEqual([784, 30, 25, 40, 10])
  expect(withLayerAdded(layers)).toEqual([784, 30, 20, 40, 40, 10])
  expect(withLayerAdded([784, 10])).toEqual([784, 30, 10])
  expect(withLayerRemoved(layers, 1)).toEqual([784, 20, 40, 10])
  expect(withLayerRemoved(layers, 0)).toEqual(layers)
  expect(withLayerRemoved(layers, 4)).toEqual(layers)
})

test('a layer moves up or down, no further than the ends', () => {
  expect(withLayerMoved(layers, 1, 3)).toEqual([784, 20, 40, 30, 10])
  expect(withLayerMoved(layers, 3, 1)).toEqual([784, 40, 30, 20, 10])
  expect(withLayerMoved(layers, 1, 9)).toEqual([784, 20, 40, 30, 10])
  expect(withLayerMoved(layers, 2, 0)).toEqual([784, 20, 30, 40, 10])
})

test('depth repeats the last width or takes the last layers away', () => {
  expect(withDepth(layers, 5)).toEqual([784, 30, 20, 40, 40, 40, 10])
  expect(withDepth(layers, 1)).toEqual([784, 30, 10])
  expect(withDepth(layers, 0)).toEqual([784, 10])
  expect(withDepth([2, 2], 2)).toEqual([2, 30, 30, 2])
  expect(withDepth(layers, 1e9)).toHaveLength(2001)
})
