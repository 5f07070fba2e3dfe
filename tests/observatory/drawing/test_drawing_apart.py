"""Charts are drawn by a process of its own, which must neither fail nor delay those who answer."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest

from vigie.observatory.drawing import CannotDrawError, Drawing, Kind, Mark, draughtsman
from vigie.observatory.drawing.draughtsman import Draughtsman

DRAWING = Drawing(
    kind=Kind.BARS,
    title="A & B",
    description="a: 1 < 2",
    places=(("a", "Alpha"), ("b", "Beta")),
    series=(("2019", "2019"),),
    marks=(Mark("a", "2019", 1.0, "one"), Mark("b", "2019", None, "hidden", is_suppressed=True)),
)


@pytest.fixture
def worker() -> Iterator[Draughtsman]:
    """Ends its process after the test."""
    worker = Draughtsman()
    yield worker
    worker.end()


def test_what_is_written_into_a_chart_is_escaped(worker: Draughtsman) -> None:
    drawn = worker.draw(DRAWING)

    assert "<title>A &amp; B</title><desc>a: 1 &lt; 2</desc>" in drawn
    assert ">Alpha<" in drawn


@pytest.mark.parametrize("kind", [Kind.BARS, Kind.GRID])
def test_what_is_not_published_is_hatched_and_said_in_each_kind_of_chart(
    worker: Draughtsman, kind: Kind
) -> None:
    drawn = worker.draw(replace(DRAWING, kind=kind))

    assert drawn.count('fill="url(#hatch)"') == 1
    assert ">hidden<" in drawn


def test_the_engine_is_told_no_secret_of_its_parent(
    worker: Draughtsman, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIE_CANARY", "secret")
    worker.draw(DRAWING)
    assert worker._process

    with open(f"/proc/{worker._process.pid}/environ", "rb") as environment:  # noqa: PTH123
        assert b"CANARY" not in environment.read()


def test_an_engine_that_died_is_replaced(worker: Draughtsman) -> None:
    worker.draw(DRAWING)
    assert worker._process
    worker._process.kill()
    worker._process.wait()

    assert worker.draw(DRAWING).startswith("<svg")


def test_what_the_engine_cannot_draw_is_an_error_and_the_next_is_drawn(
    worker: Draughtsman,
) -> None:
    broken = replace(DRAWING, kind="unheard of")  # type: ignore[arg-type]
    with pytest.raises(CannotDrawError):
        worker.draw(broken)

    assert worker.draw(DRAWING).startswith("<svg")


def test_an_engine_that_takes_too_long_is_ended(worker: Draughtsman) -> None:
    with patch.object(draughtsman, "LONGEST_SECONDS", 0.01), pytest.raises(CannotDrawError):
        worker.draw(DRAWING)


def test_who_comes_while_many_wait_is_sent_away_at_once(worker: Draughtsman) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slow(_asked: str) -> str:
        entered.set()
        assert leave.wait(10)
        return "<svg>"

    with patch.object(worker, "_answer", slow):
        waiting = [threading.Thread(target=worker.draw, args=[DRAWING]) for _ in range(5)]
        for each in waiting:
            each.start()
        assert entered.wait(10)
        while worker._places._value:
            pass
        with pytest.raises(CannotDrawError):
            worker.draw(DRAWING)
        leave.set()
        for each in waiting:
            each.join()
