"""What both Python peers share: MNIST as the project reads it, and a process that times rounds when it is asked to.

The protocol is one JSON object a line. The first line written is a greeting: {"about": versions} or {"missing": what, "install": packages}.
Every line read is {"id": name, "workload": {layers, examples, batch, learningRate, l2, gather}, "steps": n}; the answer is
{"seconds": s, "norms": [deltaNorm of each layer after the last step]} or {"error": text}. A network is made when its id is first named and
trains on from round to round. Between rounds the process waits for its standard input and burns nothing.
"""
import json, os, pathlib, sys, time

PACKAGES = "on Debian: apt-get install -y --no-install-recommends python3-torch python3-numpy libopenblas0-openmp"


def begin():
    """The folder and the number of threads from the command line; the environment that BLAS and OpenMP read when they are loaded."""
    folder, threads = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    return folder, threads


def say(record):
    print(json.dumps(record), flush=True)


def load_mnist(folder, count=50_000):
    """images [count, 784] = byte/256 and one-hot targets [count, 10], float32."""
    import numpy as np

    pixels = np.fromfile(folder / "train-images-idx3-ubyte", np.uint8, count * 784, offset=16).reshape(count, 784)
    digits = np.fromfile(folder / "train-labels-idx1-ubyte", np.uint8, count, offset=8)
    return pixels.astype(np.float32) / np.float32(256), np.eye(10, dtype=np.float32)[digits]


def serve(about, make_step, convert):
    """make_step(workload) gives step(rows) → norms; convert turns a permutation into what the library indexes with."""
    import numpy as np

    random = np.random.default_rng(1)
    made = {}

    def round_of(request):
        workload = request["workload"]
        if request["id"] not in made:
            made.clear()  # the workloads come one after another; only the present one needs memory
            made[request["id"]] = make_step(workload)
        step, batch = made[request["id"]], workload["batch"]
        order = convert(random.permutation(workload["examples"]))
        per_epoch = workload["examples"] // batch
        gather, steps = workload["gather"], request["steps"]
        norms = []
        begin = time.perf_counter()
        for t in range(steps):
            k = (t % per_epoch) * batch
            norms = step(order[k : k + batch] if gather else None)
        seconds = time.perf_counter() - begin
        return {"seconds": seconds, "norms": [float(n) for n in norms]}

    say({"about": about})
    for line in sys.stdin:
        try:
            say(round_of(json.loads(line)))
        except Exception as error:
            say({"error": f"{type(error).__name__}: {error}"[:300]})
