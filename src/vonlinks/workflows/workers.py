"""Where analyses run: in this process, or in a pool of processes; one interface, `concurrent.futures.Executor`."""

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from vonlinks.errors import PhotoError, UnreadablePhotoError
from vonlinks.workflows.analyse import Analysed, Task, analyse_here, prepare_worker

__all__ = ["SameProcess", "analyses"]

T = TypeVar("T")

_IN_FLIGHT_PER_WORKER = 4
"""Results are taken in order; this many tasks a worker keep all busy while one slow photo is waited for."""


class SameProcess(Executor):
    """An executor that does the work at once, in the caller's process."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:  # noqa: ANN401 - as Executor
        """Run `fn` now; its result or exception is in the future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future carries whatever was raised
            future.set_exception(error)
        return future


def open_workers(workers: int, engine: str) -> Executor:
    """`workers` processes with their models loaded; for one, this process, whose models are loaded already."""
    if workers <= 1:
        return SameProcess()
    return _pool(workers, engine)


def _pool(workers: int, engine: str) -> Executor:
    # Spawned, not forked: ONNX Runtime's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=prepare_worker, initargs=(engine,))
    with _interrupts_ignored():
        for _ in range(workers):
            pool.submit(int)  # a process starts with the first task that finds none idle
    return pool


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Let processes started meanwhile ignore Ctrl+C, which goes to all of them: their parent ends them in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def analyses(
    tasks: Iterable[Task], *, workers: int = 1, engine: str = "auto"
) -> Iterator[tuple[Task, Analysed | PhotoError]]:
    """Each task with its outcome, in the order of the tasks, whichever is done first.

    With one worker, `prepare_worker` must have been called. A photo whose decoding kills its worker process is reported like any other unusable one, and the rest goes on.
    """
    waiting = iter(tasks)
    pool = open_workers(workers, engine)
    flying: deque[tuple[Task, Future[Analysed | PhotoError]]] = deque()
    try:
        while True:
            while len(flying) < max(workers, 1) * _IN_FLIGHT_PER_WORKER and (task := next(waiting, None)):
                flying.append((task, pool.submit(analyse_here, task)))
                if workers <= 1:
                    break
            if not flying:
                return
            task, future = flying.popleft()
            try:
                outcome = future.result()
            except BrokenExecutor:
                pool.shutdown(wait=False, cancel_futures=True)
                outcome = _alone(task, engine)
                pool = open_workers(workers, engine)
                flying = deque((t, pool.submit(analyse_here, t)) for t, _ in flying)
            yield task, outcome
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(task: Task, engine: str) -> Analysed | PhotoError:
    """Analyse one photo in a process of its own, to learn whether it is the one that kills."""
    try:
        with _pool(1, engine) as pool:
            return pool.submit(analyse_here, task).result()
    except BrokenExecutor:
        return UnreadablePhotoError(task.original.path, "decoding it ended the worker process; it is set aside")
