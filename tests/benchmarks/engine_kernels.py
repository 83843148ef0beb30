"""Where a step's time goes: its kernels, and its matrices one by one."""

import torch

from tests.benchmarks.engine_gpu import Bench, tell


def profile(bench: Bench) -> None:
    """Say which kernels a step spends its time in."""
    for rows in (1, 64):
        bench.runner._state.position.fill_(700)
        activities = [torch.profiler.ProfilerActivity.CUDA] if bench.device == "cuda" else None
        with torch.profiler.profile(activities=activities) as seen:
            for at in range(5):
                bench.runner.step(list(range(rows)), 701 + at)
            bench.sync()
        totals = [(e.key[:70], e.count / 5, e.self_device_time_total / 5) for e in seen.key_averages()]
        totals.sort(key=lambda row: -row[2])
        for name, count, spent in totals[:16]:
            tell("profile", rows=rows, kernel=name, per_step=count, us_per_step=spent)


def products(bench: Bench) -> None:
    """Time the matrices of a step one by one, torch's product and ours, and say how near the copy they come."""
    from medchat.engines.batching import gpu

    layer, head = bench.runner.weights.layers[0], bench.runner.weights.head
    for name, matrix in {
        "qkv": layer.qkv,
        "out": layer.out,
        "gate_up": layer.gate_up,
        "down": layer.down,
        "head": head,
    }.items():
        weight = matrix.weight
        size = weight.numel() * weight.element_size()
        for rows in (1, 64):
            given = torch.randn(rows, weight.shape[1], dtype=weight.dtype, device=weight.device)
            ms = {"torch": gpu._time(lambda given=given, weight=weight: torch.nn.functional.linear(given, weight))}
            if rows == 1:
                for shape in gpu.SHAPES:
                    ours = lambda given=given, weight=weight, shape=shape: gpu.product(given, weight, shape)  # noqa: E731
                    ms[f"{shape.rows}x{shape.columns}w{shape.warps}"] = gpu._time(ours)
            shares = {key: round(size / (1e-3 * value) / max(bench.bandwidth, 1), 3) for key, value in ms.items()}
            tell("product", matrix=name, rows=rows, share_of_bandwidth=shares)
