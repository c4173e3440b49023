from nashra.accounts.limiter import Limiter


class Watch:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_few_failures_are_borne() -> None:
    limiter = Limiter(tries=3, window=60, clock=Watch())
    for _ in range(2):
        limiter.failed("sama", "10.0.0.1")
    assert limiter.wait("sama", "10.0.0.1") == 0


def test_then_one_waits_until_the_first_is_old() -> None:
    watch = Watch()
    limiter = Limiter(tries=3, window=60, clock=watch)
    for _ in range(3):
        limiter.failed("sama", "10.0.0.1")
        watch.now += 10
    assert limiter.wait("sama", "10.0.0.1") == 30
    watch.now += 31
    assert limiter.wait("sama", "10.0.0.1") == 0


def test_others_do_not_wait() -> None:
    limiter = Limiter(tries=1, clock=Watch())
    limiter.failed("sama", "10.0.0.1")
    assert limiter.wait("sama", "10.0.0.2") == 0
    assert limiter.wait("nadir", "10.0.0.1") == 0
    assert limiter.wait(" SAMA ", "10.0.0.1") > 0


def test_success_forgets() -> None:
    limiter = Limiter(tries=1, clock=Watch())
    limiter.failed("sama", "10.0.0.1")
    limiter.succeeded("sama", "10.0.0.1")
    assert limiter.wait("sama", "10.0.0.1") == 0


def test_nothing_readable_is_kept_and_the_key_changes_daily() -> None:
    watch = Watch()
    limiter = Limiter(tries=1, window=10 * 86_400, clock=watch)
    limiter.failed("sama", "10.0.0.1")
    kept = repr(vars(limiter))
    assert "sama" not in kept
    assert "10.0.0.1" not in kept
    watch.now += 86_401
    assert limiter.wait("sama", "10.0.0.1") == 0


def test_memory_is_bounded() -> None:
    limiter = Limiter(tries=1, most=100, clock=Watch())
    for number in range(1000):
        limiter.failed("sama", f"10.0.{number // 256}.{number % 256}")
    assert len(limiter._failures) == 100
