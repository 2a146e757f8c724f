"""The peer in NumPy: batched matrix products and hand-written backpropagation. usage: numpy_peer.py MNIST_FOLDER THREADS"""
import platform

import rounds

folder, threads = rounds.begin()
try:
    import numpy as np
except ImportError:
    rounds.say({"missing": "NumPy", "install": rounds.PACKAGES})
    raise SystemExit

images, targets = rounds.load_mnist(folder)
random = np.random.default_rng(1)


def make_step(workload):
    sizes, n = workload["layers"], workload["examples"]
    fans = list(zip(sizes, sizes[1:]))
    weights = [(random.standard_normal((o, i)) / i**0.5).astype(np.float32) for i, o in fans]
    biases = [random.standard_normal(o).astype(np.float32) for _, o in fans]
    rate = np.float32(workload["learningRate"])
    shrink = np.float32(1 - workload["learningRate"] * workload["l2"] / n)
    all_x, all_y = images[:n], targets[:n]
    top = len(weights) - 1

    def step(rows):
        x, y = (all_x, all_y) if rows is None else (all_x[rows], all_y[rows])
        a = [x]
        for w, b in zip(weights, biases):
            a.append(1 / (1 + np.exp(-(a[-1] @ w.T + b))))
        delta = (a[-1] - y) / np.float32(len(x))  # ∂C/∂z of the output: cross-entropy on sigmoids
        norms = [0.0] * len(weights)
        for l in range(top, -1, -1):
            grad_b = delta.sum(0)
            norms[l] = np.linalg.norm(grad_b)
            grad_w = delta.T @ a[l]
            if l > 0:
                delta = (delta @ weights[l]) * (a[l] * (1 - a[l]))
            if shrink != 1:
                weights[l] *= shrink
            weights[l] -= rate * grad_w
            biases[l] -= rate * grad_b
        return norms

    return step


np.seterr(over="ignore")
rounds.serve(f"NumPy {np.__version__}, Python {platform.python_version()}", make_step, lambda order: order)
