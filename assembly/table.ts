// Reading and writing slots of the program table (src/kernels/wasm/slots.ts).
// @ts-ignore: decorator
@inline export function getI(table: usize, slot: i32): i32 { return load<i32>(table + ((<usize>slot) << 3)) }
// @ts-ignore: decorator
@inline export function getP(table: usize, slot: i32): usize { return <usize>load<u32>(table + ((<usize>slot) << 3)) }
// @ts-ignore: decorator
@inline export function getF(table: usize, slot: i32): f64 { return load<f64>(table + ((<usize>slot) << 3)) }
// @ts-ignore: decorator
@inline export function setI(table: usize, slot: i32, value: i32): void { store<i32>(table + ((<usize>slot) << 3), value) }
// @ts-ignore: decorator
@inline export function setF(table: usize, slot: i32, value: f64): void { store<f64>(table + ((<usize>slot) << 3), value) }
