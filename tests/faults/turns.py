"""Workers that run at the same time, in an order that a test decides."""

from collections.abc import Callable, Sequence
from threading import Semaphore, Thread, get_ident


class Turns:
    """Lets one worker go on at a time, from one call of `take` to its next.

    `choose` is given how many workers there are to choose from, and returns the number of one.
    """

    def __init__(self, choose: Callable[[int], int]) -> None:
        self._choose = choose
        self._workers: dict[int, _Worker] = {}
        self._came = Semaphore(0)

    def take(self) -> None:
        """Wait for the calling worker's next turn; whoever is no worker need not wait."""
        worker = self._workers.get(get_ident())
        if worker:
            self._came.release()
            worker.may_go.acquire()

    def run(self, jobs: Sequence[Callable[[], None]]) -> None:
        """Run each job in a worker of its own until all have ended; raise what any of them raised."""
        workers = [_Worker(job) for job in jobs]
        waiting = []
        for worker in workers:
            thread = Thread(target=self._work, args=(worker,), daemon=True)
            thread.start()
            self._came.acquire()
            waiting.append(worker)
        while waiting := [worker for worker in waiting if not worker.is_done]:
            waiting[self._choose(len(waiting))].may_go.release()
            self._came.acquire()
        for worker in workers:
            if worker.error:
                raise worker.error

    def _work(self, worker: "_Worker") -> None:
        self._workers[get_ident()] = worker
        try:
            self.take()
            worker.job()
        except Exception as error:  # noqa: BLE001  # raised where the workers are waited for
            worker.error = error
        finally:
            del self._workers[get_ident()]
            worker.is_done = True
            self._came.release()


class _Worker:
    def __init__(self, job: Callable[[], None]) -> None:
        self.job = job
        self.may_go = Semaphore(0)
        self.is_done = False
        self.error: Exception | None = None
