"""Figures of the in-process engine.

`python -m tests.benchmarks.engine` measures the tiny model on this machine's processor;
`python -m tests.benchmarks.engine --gpu` measures the 4B shape with random weights on the GPU, and
`... --gpu --rehearse` runs the same script with a tiny shape on the processor, to see that it works.
"""

import argparse
import sys

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure the in-process engine.")
    parser.add_argument("--gpu", action="store_true")
    parser.add_argument("--rehearse", action="store_true")
    parser.add_argument("--tokens", type=int, default=256)
    wanted = parser.parse_args()
    if wanted.gpu:
        from tests.benchmarks import engine_gpu

        shape = engine_gpu.TINY if wanted.rehearse else engine_gpu.SHAPE_4B
        engine_gpu.main("cpu" if wanted.rehearse else "cuda", shape, wanted.tokens)
        if "django" in sys.modules:
            raise SystemExit("django was imported")
    else:
        from tests.benchmarks import engine_cpu

        engine_cpu.main()
