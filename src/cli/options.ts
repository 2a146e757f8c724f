/** An option as the help shows it and the parser takes it. `value` is the placeholder of what follows; without it a switch. */
export interface OptionSpec {
  readonly name: string
  readonly short?: string
  readonly value?: string
  readonly repeat?: boolean
  readonly text: string
}

export interface CommandSpec {
  readonly name: string
  /** Placeholder of the one positional argument. */
  readonly argument?: string
  /** Whether it may be left out. */
  readonly optional?: boolean
  readonly text: string
  readonly examples: readonly (readonly [command: string, what: string])[]
  readonly options: readonly OptionSpec[]
}

const json: OptionSpec = { name: 'json', text: 'print one JSON object instead of text' }
const quiet: OptionSpec = { name: 'quiet', short: 'q', text: 'no progress and no notes' }
const set: OptionSpec = { name: 'set', value: 'PATH=VALUE', repeat: true, text: 'change a setting, such as training.epochs=5 (repeatable)' }
const seed: OptionSpec = { name: 'seed', value: 'N', text: 'the seed of every random draw' }
const seeds: OptionSpec = { name: 'seeds', value: 'N', text: 'run N seeds, counting up from the first' }
const kernels: OptionSpec = {
  name: 'kernels', value: 'NAME', text: 'simd (default, the same bytes everywhere), simd-fma (faster), reference (float64)'
}
const threads: OptionSpec = { name: 'threads', value: 'N', text: 'threads to use (default: all cores)' }
const trace: OptionSpec = { name: 'trace', value: 'FILE', text: 'write the readings to FILE (.jsonl or .csv)' }
const weights: OptionSpec = { name: 'weights-out', value: 'FILE', text: 'write weights and biases to FILE (safetensors)' }
const out = (text: string): OptionSpec => ({ name: 'out', value: 'DIR', text })

/** Options every command understands. */
export const commonOptions: readonly OptionSpec[] = [
  { name: 'help', short: 'h', text: 'show this help' },
  { name: 'version', short: 'v', text: 'show the version' }
]

export const commands: readonly CommandSpec[] = [
  {
    name: 'chapter5',
    text: 'Train the chapter\'s networks on MNIST and judge its claims; ends with a table and an HTML report',
    examples: [
      ['deltascope chapter5', 'every claim, about two minutes on two cores'],
      ['deltascope chapter5 --seeds 12', 'accuracies as a distribution over 12 seeds'],
      ['deltascope chapter5 --only 3,prevalence --json', 'two claims, by number or name, as JSON'],
      ['deltascope chapter5 --only curves --images 10000', 'the curves on ten times the images'],
      ['deltascope chapter5 --full --keep runs', 'everything at full size, under fifteen minutes; stopped and started again, it goes on']
    ],
    options: [
      { name: 'only', value: 'ID,…', repeat: true, text: 'only these claims, by number or name (docs/chapter5.md lists them)' },
      { name: 'full', text: 'every claim at its full size: more seeds, depths and settings; minutes instead of one or two' },
      { name: 'seeds', value: 'N', text: 'seeds of the accuracy claim (default 1, with --full 3)' },
      { name: 'images', value: '1000|10000', text: 'images of the curves: 1000 as in the book\'s script (default), or 10000 as some summaries of the chapter say (ten times as long)' },
      { name: 'plots', text: 'draw the curves of claim 4 here and print the maps of claim 13 (a terminal shows the last of each)' },
      { name: 'keep', value: 'DIR', text: 'keep every finished run in DIR and take it from there next time: an interrupted chapter goes on' },
      kernels, threads, out('where the report goes (default deltascope-report)'), json, quiet
    ]
  },
  {
    name: 'run',
    argument: 'EXPERIMENT',
    text: 'Train a network and read how fast every layer learns',
    examples: [
      ['deltascope run speed-4', 'a preset; deltascope presets lists them'],
      ['deltascope run experiment.json --trace readings.csv', 'a JSON document, readings to a file'],
      ['deltascope run speed-2 --set training.epochs=50 --seeds 8', 'changed, over eight seeds'],
      ["deltascope run 'v=1&net=784-30-30-10&act=tanh' --json", 'a link\'s query string']
    ],
    options: [
      set, seed, seeds, kernels, threads, trace, weights,
      { name: 'checkpoint-out', value: 'FILE', text: 'write all that a later --resume needs to FILE' },
      { name: 'resume', value: 'FILE', text: 'go on from a checkpoint, also to more epochs (--set training.epochs=…); EXPERIMENT may then be left out' },
      out('write experiment, trace, weights and checkpoint into DIR'), json, quiet
    ]
  },
  {
    name: 'measure',
    argument: 'EXPERIMENT',
    text: 'Read every layer at the initialisation; trains nothing',
    examples: [
      ['deltascope measure initial-4', 'the gradient at the start, layer by layer'],
      ['deltascope measure initial-4 --set network.activation=tanh', 'the same network with tanh'],
      ['deltascope measure initial-4 --seeds 200 --json', '200 seeds, as JSON']
    ],
    options: [set, seed, seeds, kernels, threads, trace, weights, out('write experiment, trace and weights into DIR'), json, quiet]
  },
  {
    name: 'predict',
    argument: 'EXPERIMENT',
    text: 'Tell from theory what measure would read, without drawing a weight',
    examples: [
      ['deltascope predict initial-4', 'the gradient at the start, from the data\'s norms and mean-field theory'],
      ['deltascope predict speed-4 --set network.activation=tanh', 'the same network with tanh'],
      ['deltascope predict experiment.json --json', 'as a trace whose kernel is "predicted"']
    ],
    options: [set, seed, trace, json, quiet]
  },
  {
    name: 'theory',
    argument: 'TOPIC',
    text: 'Compute numbers of mean-field theory: TOPIC is mean-field, critical-line or isometry',
    examples: [
      ['deltascope theory mean-field --activation tanh --weight-variance 1.5 --bias-variance 0.05', 'q*, χ₁, c*, depth scales and phase'],
      ['deltascope theory critical-line --bias-variance 0.05', 'the edge of chaos of every activation'],
      ['deltascope theory isometry --activation tanh --weight-variance 1.05 --bias-variance 2.01e-5 --depth 50', 'singular values of 50 layers']
    ],
    options: [
      { name: 'activation', value: 'NAME', text: 'tanh, relu, sigmoid, …; critical-line takes all when none is named' },
      { name: 'weight-variance', value: 'NUMBER', text: 'σ_w²: fan-in times the variance of a weight' },
      { name: 'bias-variance', value: 'NUMBER', text: 'σ_b² (default 0)' },
      { name: 'ensemble', value: 'NAME', text: 'isometry: gaussian (default) or orthogonal weights' },
      { name: 'depth', value: 'N', text: 'isometry: layers in the product (default 1)' },
      json
    ]
  },
  {
    name: 'lab',
    argument: 'EXPERIMENT',
    optional: true,
    text: 'Show every layer\'s speed of learning live, on a page in the browser that this machine serves to itself',
    examples: [
      ['deltascope lab', 'the book\'s network'],
      ['deltascope lab speed-4', 'a preset, a JSON document or a link'],
      ["deltascope lab 'v=1&net=784-30x6-10&act=relu' --no-open", 'only print the address']
    ],
    options: [
      set, seed,
      { name: 'port', value: 'N', text: 'the port (default 4710, or any free one)' },
      { name: 'host', value: 'ADDRESS', text: 'let other machines reach the page at this address of ours (0.0.0.0: at every one); default 127.0.0.1' },
      { name: 'embed', text: 'let other pages show the lab in a frame' },
      { name: 'no-open', text: 'do not open the browser' },
      json, quiet
    ]
  },
  {
    name: 'presets',
    text: 'List the named experiments, or print one as JSON',
    argument: 'NAME',
    optional: true,
    examples: [
      ['deltascope presets', 'all of them'],
      ['deltascope presets speed-2 > experiment.json', 'one as a document to change']
    ],
    options: [json]
  }
]

export const commandNamed = (name: string): CommandSpec | undefined => commands.find(command => command.name === name)
