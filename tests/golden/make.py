"""Writes pytorch.json beside itself: what PyTorch says of small planted networks, which golden.test.ts holds every kernel to.

Not run in CI. On Debian: apt-get install python3-torch python3-numpy, then /usr/bin/python3 tests/golden/make.py.
The numbers in the repository are PyTorch 1.13's, in float64, rounded to 14 digits.

Where Deltascope means something else than PyTorch's own class, the difference is spelled out in plain tensors here:
- L2 with sgd: W <- (1 - eta lambda/n) W outside the momentum, the book's; torch's weight_decay goes through the momentum.
- Weight decay touches weights only: no biases, no gains.
- Momentum holds v <- mu v - eta g (the book, Sutskever 2013); torch's holds g and multiplies by the eta of the day, which
  differs when eta changes. With a constant eta both are the same, and torch's class is used.
- Clipping by norm scales to exactly the limit; torch divides by norm + 1e-6.
- Batch normalisation's running variance is the batch's own (biased) one and its first step sets it outright; torch starts from
  (0, 1) and takes m/(m-1) of it.
- The cost of an example is summed over the outputs, the quadratic one halved, and averaged over the examples.
"""
import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(1)
SIZES, ROWS, BATCH, STEPS, PER_EPOCH = [3, 4, 4, 2], 12, 6, 20, 2
LAYERS = range(len(SIZES) - 1)


def exact(shape, std):
    """Multiples of 1/64: exact in float32 and short in JSON."""
    return torch.round(torch.randn(shape) * std * 64) / 64


START = {
    'weights': [exact((SIZES[i + 1], SIZES[i]), 0.8) for i in LAYERS],
    'biases': [exact((SIZES[i + 1],), 0.5) for i in LAYERS],
    'gains': [1 + exact((SIZES[i + 1],), 0.3) for i in LAYERS[:-1]],
}
INPUTS = exact((ROWS, SIZES[0]), 1) * (torch.rand(ROWS, SIZES[0]) < 0.7)
CLASSES = F.one_hot(torch.randint(2, (ROWS,)), SIZES[-1]).double()
NUMBERS = exact((ROWS, SIZES[-1]), 1)

ACTIVATIONS = {
    'sigmoid': torch.sigmoid, 'tanh': torch.tanh, 'relu': F.relu, 'leakyRelu': lambda z: F.leaky_relu(z, 0.01), 'elu': F.elu,
    'selu': F.selu, 'gelu': F.gelu, 'silu': F.silu, 'softplus': F.softplus, 'softsign': F.softsign, 'hardTanh': F.hardtanh,
    'erf': torch.erf, 'linear': lambda z: z,
}
NETWORK = {'activation': 'tanh', 'outputActivation': 'sigmoid', 'cost': 'crossEntropy', 'normalization': 'none', 'residual': False}


def targets_of(net):
    return NUMBERS if net['outputActivation'] == 'linear' else CLASSES


def cost_of(net, z, y):
    """Mean over the rows."""
    if net['cost'] == 'quadratic':
        a = torch.sigmoid(z) if net['outputActivation'] == 'sigmoid' else z
        return F.mse_loss(a, y, reduction='sum') / 2 / len(y)
    if net['cost'] == 'crossEntropy':
        return F.binary_cross_entropy_with_logits(z, y, reduction='sum') / len(y)
    return F.cross_entropy(z, y.argmax(1))


def normalized(net, s, gain, bias, running, layer):
    if net['normalization'] == 'layer':
        return F.layer_norm(s, s.shape[1:], gain, bias, 1e-5)
    if running is None:
        return F.batch_norm(s, None, None, gain, bias, True, 0, 1e-5)
    mean, variance = running[layer]
    return F.batch_norm(s, mean, variance, gain, bias, False, 0, 1e-5)


def forward(net, p, x, running=None):
    """z and a of every layer; `running`: evaluate batch normalisation with these."""
    a, zs, activations, products = x, [], [], []
    for l in LAYERS:
        last = l == LAYERS[-1]
        s = a @ p['weights'][l].T
        products.append(s)
        plain = last or net['normalization'] == 'none'
        z = s + p['biases'][l] if plain else normalized(net, s, p['gains'][l], p['biases'][l], running, l)
        out = {'sigmoid': torch.sigmoid, 'linear': lambda z: z, 'softmax': lambda z: F.softmax(z, 1)}[net['outputActivation']]
        below, a = a, out(z) if last else ACTIVATIONS[net['activation']](z)
        if net['residual'] and not last and l > 0 and below.shape == a.shape:
            a = a + below
        for t in (z, a):
            if t.requires_grad:
                t.retain_grad()
        zs.append(z)
        activations.append(a)
    return zs, activations, products


def parameters(net):
    names = ['weights', 'biases'] + (['gains'] if net['normalization'] != 'none' else [])
    return {name: [t.clone().requires_grad_(True) for t in START[name]] for name in names}


def slopes(net, z, last):
    """phi'(z) by automatic differentiation; softmax: da_j/dz_j."""
    z = z.detach().clone().requires_grad_(True)
    if last and net['outputActivation'] == 'softmax':
        a = F.softmax(z, 1)
        return torch.stack([torch.autograd.grad(a[:, j].sum(), z, retain_graph=True)[0][:, j] for j in range(z.shape[1])], 1)
    name = net['outputActivation'] if last else net['activation']
    return torch.autograd.grad(ACTIVATIONS[name](z).sum(), z)[0]


def readings(net, p, zs, activations, layer):
    """The instruments, from PyTorch's tensors. z.grad is of the mean cost, so delta_x is rows times it."""
    rows, last = len(zs[0]), layer == LAYERS[-1]
    rms = lambda t: ((t * rows) ** 2).sum().div(rows).sqrt()
    z, a = zs[layer], activations[layer]
    slope = slopes(net, z, last)
    found = {
        'deltaNorm': (z.grad * rows).mean(0).norm(), 'deltaRms': rms(z.grad), 'weightGradientNorm': p['weights'][layer].grad.norm(),
        'activationMean': a.mean(), 'activationVariance': a.var(unbiased=False),
        'weightedInputMean': z.mean(), 'weightedInputVariance': z.var(unbiased=False), 'slopeMeanSquare': (slope ** 2).mean(),
        'deadShare': (slope == 0).all(0).double().mean(),
    }
    if not last:
        found['weightGain'] = rms(a.grad) / rms(zs[layer + 1].grad)
        found['slopeGain'] = rms(z.grad) / rms(a.grad)
    return {name: digits(value) for name, value in found.items()}


def digits(value):
    if isinstance(value, (list, tuple)):
        return [digits(v) for v in value]
    if value.dim() > 0:
        return [digits(v) for v in value.detach().flatten()]
    x = float('%.14g' % value.item())
    return int(x) if x == int(x) else x


def one_pass(name, **change):
    net = {**NETWORK, **change}
    p, y = parameters(net), targets_of(net)
    zs, activations, _ = forward(net, p, INPUTS)
    cost = cost_of(net, zs[-1], y)
    cost.backward()
    right = (activations[-1].argmax(1) == y.argmax(1)).sum() if y is CLASSES else torch.tensor(0)
    return {
        'name': name, 'network': net, 'cost': digits(cost), 'correct': digits(right),
        'gradWeights': digits([w.grad for w in p['weights']]), 'gradBiases': digits([b.grad for b in p['biases']]),
        'readings': [readings(net, p, zs, activations, l) for l in LAYERS],
    }


passes = [one_pass(f'activation {name}', activation=name) for name in ACTIVATIONS]
passes += [
    one_pass('sigmoid, quadratic', cost='quadratic'),
    one_pass('linear, quadratic', outputActivation='linear', cost='quadratic'),
    one_pass('softmax, logLikelihood', outputActivation='softmax', cost='logLikelihood'),
    one_pass('residual', residual=True, activation='relu'),
]
for kind in ('batch', 'layer'):
    passes += [one_pass(f'{kind} normalisation', normalization=kind), one_pass(f'{kind} normalisation, residual', normalization=kind, residual=True)]

SGD = {'kind': 'sgd', 'learningRate': 0.3, 'momentum': 0, 'nesterov': False}
ADAM = {'kind': 'adam', 'learningRate': 0.05, 'beta1': 0.9, 'beta2': 0.99, 'epsilon': 1e-3}
TRAINING = {
    'optimizer': SGD, 'schedule': {'kind': 'constant'}, 'batchSize': BATCH, 'epochs': STEPS // PER_EPOCH, 'l2': 0, 'gradientClipping': None,
}


class Sutskever:
    """Nesterov's momentum as Sutskever 2013 writes it: the gradient is taken at theta + mu v, theta is what is kept."""

    def __init__(self, flat, eta, maximum):
        self.flat, self.eta, self.maximum, self.t = flat, eta, maximum, 0
        self.theta = [p.detach().clone() for p in flat]
        self.v = [torch.zeros_like(p) for p in flat]

    def mu(self):
        return min(1 - 1 / (2 * (self.t // 250 + 1)), self.maximum)

    def step(self):
        for p, theta, v in zip(self.flat, self.theta, self.v):
            v.mul_(self.mu()).sub_(self.eta * p.grad)
            theta.add_(v)
        self.t += 1
        for p, theta, v in zip(self.flat, self.theta, self.v):
            p.data.copy_(theta + self.mu() * v)


class Momentum:
    """v <- mu v - eta g; p <- p + v, for an eta that changes."""

    def __init__(self, flat, mu):
        self.flat, self.mu, self.v = flat, mu, [torch.zeros_like(p) for p in flat]

    def step(self, eta):
        for p, v in zip(self.flat, self.v):
            v.mul_(self.mu).sub_(eta * p.grad)
            p.data.add_(v)


def optimizer_of(training, weights, others):
    o, l2 = training['optimizer'], training['l2'] / ROWS
    eta, groups = o['learningRate'], lambda decay: [{'params': weights, 'weight_decay': decay}, {'params': others, 'weight_decay': 0}]
    if o['kind'] == 'sgd':
        if isinstance(o['momentum'], dict):
            return Sutskever(weights + others, eta, o['momentum']['max'])
        if o['momentum'] and training['schedule']['kind'] != 'constant':
            return Momentum(weights + others, o['momentum'])
        return torch.optim.SGD(groups(0), lr=eta, momentum=o['momentum'], nesterov=o['nesterov'])
    if o['kind'] == 'adagrad':
        return torch.optim.Adagrad(groups(l2), lr=eta, eps=o['epsilon'])
    if o['kind'] == 'rmsprop':
        return torch.optim.RMSprop(groups(l2), lr=eta, alpha=o['decay'], eps=o['epsilon'])
    betas = {'lr': eta, 'betas': (o['beta1'], o['beta2']), 'eps': o['epsilon']}
    if o['kind'] == 'adam':
        return torch.optim.Adam(groups(l2), **betas)
    return torch.optim.AdamW(groups(o['weightDecay']), **betas)


def scheduler_of(training, optimizer):
    """PyTorch's own, stepped every step; returns the rates it gives."""
    s, eta = training['schedule'], training['optimizer']['learningRate']
    probe = optimizer if isinstance(optimizer, torch.optim.Optimizer) else torch.optim.SGD([torch.zeros(1)], lr=eta)
    if s['kind'] == 'step':
        return probe, torch.optim.lr_scheduler.StepLR(probe, s['every'] * PER_EPOCH, s['factor'])
    if s['kind'] == 'cosine':
        return probe, torch.optim.lr_scheduler.CosineAnnealingLR(probe, STEPS, s['final'] * eta)
    return probe, torch.optim.lr_scheduler.ConstantLR(probe, 1)


def clip(flat, how):
    if how is None:
        return
    if how['kind'] == 'value':
        torch.nn.utils.clip_grad_value_(flat, how['limit'])
        return
    total = torch.cat([p.grad.flatten() for p in flat]).norm()
    for p in flat:
        p.grad.mul_(min(1, how['limit'] / total.item()))


def remember(net, products, running):
    for l in LAYERS[:-1]:
        variance, mean = torch.var_mean(products[l].detach(), 0, unbiased=False)
        running[l] = (mean, variance) if l not in running else (0.9 * running[l][0] + 0.1 * mean, 0.9 * running[l][1] + 0.1 * variance)


def one_run(name, net=None, **change):
    net, training = {**NETWORK, **(net or {})}, {**TRAINING, **change}
    p, y = parameters(net), targets_of(net)
    weights, others = p['weights'], p['biases'] + p.get('gains', [])
    flat = weights + others
    optimizer = optimizer_of(training, weights, others)
    probe, scheduler = scheduler_of(training, optimizer)
    costs, running = [], {}
    for t in range(STEPS):
        rows = torch.arange(BATCH) + BATCH * (t % PER_EPOCH)
        for q in flat:
            q.grad = None
        zs, _, products = forward(net, p, INPUTS[rows])
        cost = cost_of(net, zs[-1], y[rows])
        cost.backward()
        costs.append(cost)
        clip(flat, training['gradientClipping'])
        eta = probe.param_groups[0]['lr']
        if training['optimizer']['kind'] == 'sgd' and training['l2']:
            for w in weights:
                w.data.mul_(1 - eta * training['l2'] / ROWS)
        if net['normalization'] == 'batch':
            remember(net, products, running)
        optimizer.step(eta) if isinstance(optimizer, Momentum) else optimizer.step()
        if probe is not optimizer:
            probe.step()
        scheduler.step()
    zs, _, _ = forward(net, p, INPUTS, running or None)
    ran = {'running': [digits([*running[l]]) for l in LAYERS[:-1]]} if running else {}
    return {
        'name': name, 'network': net, 'training': training, 'costs': digits(costs), 'finalCost': digits(cost_of(net, zs[-1], y)),
        **{part: digits(p[part]) for part in p}, **ran,
    }


momentum = {**SGD, 'learningRate': 0.1, 'momentum': 0.9}
adagrad = {'kind': 'adagrad', 'learningRate': 0.1, 'epsilon': 1e-4}
rmsprop = {'kind': 'rmsprop', 'learningRate': 0.02, 'decay': 0.9, 'epsilon': 1e-3}
step, cosine = {'kind': 'step', 'every': 3, 'factor': 0.5}, {'kind': 'cosine', 'final': 0.1}
runs = [
    one_run('sgd'), one_run('sgd, l2', l2=0.6), one_run('momentum', optimizer=momentum),
    one_run('nesterov', optimizer={**momentum, 'nesterov': True}),
    one_run('nesterov, Sutskever', optimizer={**momentum, 'momentum': {'kind': 'sutskever', 'max': 0.99}, 'nesterov': True}),
    one_run('adagrad', optimizer=adagrad, l2=0.6), one_run('rmsprop', optimizer=rmsprop, l2=0.6),
    one_run('adam', optimizer=ADAM), one_run('adam, l2', optimizer=ADAM, l2=0.6),
    one_run('adamw', optimizer={**ADAM, 'kind': 'adamw', 'weightDecay': 0.5}),
    one_run('step schedule', schedule=step), one_run('cosine schedule', schedule=cosine),
    one_run('cosine schedule, adamw', schedule=cosine, optimizer={**ADAM, 'kind': 'adamw', 'weightDecay': 0.5}),
    one_run('step schedule, momentum, l2', schedule=step, optimizer=momentum, l2=0.6),
    one_run('clipping by norm', gradientClipping={'kind': 'norm', 'limit': 0.3}),
    one_run('clipping by norm, adam, l2', gradientClipping={'kind': 'norm', 'limit': 0.3}, optimizer=ADAM, l2=0.6),
    one_run('clipping by value', gradientClipping={'kind': 'value', 'limit': 0.05}),
    one_run('batch normalisation, adam', net={'normalization': 'batch'}, optimizer=ADAM, l2=0.6),
    one_run('layer normalisation, momentum', net={'normalization': 'layer'}, optimizer=momentum, l2=0.6),
    one_run('layer normalisation, clipping by norm', net={'normalization': 'layer'}, gradientClipping={'kind': 'norm', 'limit': 0.3}),
    one_run('batch normalisation, residual', net={'normalization': 'batch', 'residual': True, 'activation': 'relu'}),
]

document = {
    'torch': torch.__version__, 'sizes': SIZES, 'start': {name: digits(list(START[name])) for name in START},
    'inputs': digits(INPUTS), 'classes': digits(CLASSES), 'numbers': digits(NUMBERS),
}
lines = [f'"{key}": {json.dumps(value)}' for key, value in document.items()]
for key, entries in (('passes', passes), ('runs', runs)):
    lines.append(f'"{key}": [\n' + ',\n'.join(json.dumps(entry) for entry in entries) + '\n]')
pathlib.Path(__file__).with_name('pytorch.json').write_text('{\n' + ',\n'.join(lines) + '\n}\n')
