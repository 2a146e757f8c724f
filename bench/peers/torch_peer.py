"""The peer in PyTorch: autograd and torch.optim.SGD. usage: torch_peer.py MNIST_FOLDER THREADS"""
import platform

import rounds

folder, threads = rounds.begin()
try:
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits, linear
except ImportError:
    rounds.say({"missing": "PyTorch", "install": rounds.PACKAGES})
    raise SystemExit

torch.set_num_threads(threads)
torch.manual_seed(1)
images, targets = map(torch.from_numpy, rounds.load_mnist(folder))


def make_step(workload):
    sizes, n = workload["layers"], workload["examples"]
    fans = list(zip(sizes, sizes[1:]))
    weights = [(torch.randn(o, i) / i**0.5).requires_grad_() for i, o in fans]
    biases = [torch.randn(o).requires_grad_() for _, o in fans]
    decay = workload["l2"] / n  # torch adds decay·W to the gradient: the book's shrinking by 1 − ηλ/n
    groups = [{"params": weights, "weight_decay": decay}, {"params": biases}]
    optimizer = torch.optim.SGD(groups, lr=workload["learningRate"])
    all_x, all_y = images[:n], targets[:n]

    def step(rows):
        x, y = (all_x, all_y) if rows is None else (all_x[rows], all_y[rows])
        a = x
        for w, b in zip(weights[:-1], biases[:-1]):
            a = torch.sigmoid(linear(a, w, b))
        z = linear(a, weights[-1], biases[-1])
        cost = binary_cross_entropy_with_logits(z, y, reduction="sum") / len(x)
        optimizer.zero_grad(set_to_none=True)
        cost.backward()
        norms = torch.stack([b.grad.norm() for b in biases])  # the gradient of a bias is the mean error of its neuron
        optimizer.step()
        return norms

    return step


rounds.serve(f"PyTorch {torch.__version__}, Python {platform.python_version()}", make_step, torch.from_numpy)
